using System.Runtime.CompilerServices;

namespace SingleTable.Linq.Diagnostics;

/// <summary>Whether what no code uses has been left out of this application.</summary>
internal static class Trimming
{
    /// <summary>False in the code that is written; trimmers put true in its place, as ILLink.Substitutions.xml tells them.</summary>
    public static bool IsTrimmed { get; } = !RuntimeFeature.IsDynamicCodeSupported;
}
