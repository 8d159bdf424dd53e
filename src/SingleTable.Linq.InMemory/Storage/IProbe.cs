namespace SingleTable.Linq.InMemory.Storage;

/// <summary>
/// Where elements of a sorted structure lie relative to what is looked for: negative before it, 0 within, positive behind.
/// Must not decrease along the order. A struct, so that the search is compiled for it.
/// </summary>
internal interface IProbe<T>
{
    int Place(T element);
}
