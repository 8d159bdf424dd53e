namespace SingleTable.Linq.Model;

/// <summary>How long an item lives, where its expiry is reckoned from the time of a write and not given by callers.</summary>
/// <param name="Moment">The property that tells when it expires; the library's own to write.</param>
/// <param name="Duration">The property that says how long; each write that sets it begins anew. Null where it is as long for all.</param>
/// <param name="Fixed">How long for all.</param>
/// <param name="IsSliding">Whether each update begins anew; otherwise the time runs from the creation.</param>
internal sealed record LifetimeModel(PropertyModel Moment, PropertyModel? Duration, TimeSpan Fixed, bool IsSliding);
