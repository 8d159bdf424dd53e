using System.Text.Encodings.Web;

namespace SingleTable.Linq.Materialization;

/// <summary>How names are escaped that are encoded ahead: as the bodies of requests are.</summary>
internal static class BodyText
{
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
}
