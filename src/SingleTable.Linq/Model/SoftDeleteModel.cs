namespace SingleTable.Linq.Model;

/// <summary>Deletion that can be taken back: an item that is deleted says when, and stays.</summary>
/// <param name="Property">The property that tells when it was deleted; null while it is not. The library's own to write.</param>
/// <param name="KeepFor">For how long a deleted item stays before DynamoDB deletes it; null for ever.</param>
internal sealed record SoftDeleteModel(PropertyModel Property, TimeSpan? KeepFor);
