using AccessPatterns.CodeHost;
using AccessPatterns.Devices;
using AccessPatterns.Games;
using AccessPatterns.Sessions;
using AccessPatterns.Shop;
using AccessPatterns.Social;

namespace AccessPatterns;

/// <summary>All models of the sample, in the order in which they are shown.</summary>
public static class Designs
{
    public static IReadOnlyList<ITableDesign> All { get; } =
        [new ShopDesign(), new SocialDesign(), new CodeHostDesign(), new SessionDesign(), new DeviceDesign(), new GameDesign()];
}
