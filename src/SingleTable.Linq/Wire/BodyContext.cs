using Amazon.Runtime.Internal.Transform;

namespace SingleTable.Linq.Wire;

/// <summary>What the SDK's pipeline takes a response by whose body is there already: its own context makes ready to read one.</summary>
internal sealed class BodyContext : UnmarshallerContext
{
    public BodyContext(IWebResponseData response) => WebResponseData = response;

    public override string CurrentPath => "";

    public override int CurrentDepth => 0;

    public override bool IsStartElement => false;

    public override bool IsEndElement => false;

    public override bool IsStartOfDocument => false;
}
