using System.Diagnostics;

namespace SingleTable.Linq.Diagnostics;

/// <summary>The spans.</summary>
internal static class TableActivities
{
    public static ActivitySource Source { get; } = new(TableDiagnostics.ActivitySourceName, PackageVersion.Text);

    /// <summary>Says how a span failed. The text of an exception of others may hold values, so only our own is given, and others where values may be seen.</summary>
    public static void Fail(Activity? activity, Exception e, bool showsValues)
    {
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag(TagNames.ErrorType, ErrorTypes.Of(e));
            activity.SetStatus(ActivityStatusCode.Error, e is SingleTableException || showsValues ? e.Message : null);
        }
    }

    /// <summary>Ends a span. A listener that throws then changes no outcome.</summary>
    public static void End(Activity? activity)
    {
        try
        {
            activity?.Stop();
        }
        catch (Exception)
        {
            // What was done is done, and a write must not look as if it were not.
        }
    }
}
