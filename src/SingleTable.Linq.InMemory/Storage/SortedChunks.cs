namespace SingleTable.Linq.InMemory.Storage;

/// <summary>
/// A sorted sequence in chunks of at most <see cref="ChunkSize"/> elements: logarithmic seek, cheap insert, walks in both directions,
/// and little memory for the many partitions that hold one item. Not synchronized: the engine's lock is held around it.
/// </summary>
internal sealed class SortedChunks<T> where T : class
{
    private const int ChunkSize = 128;

    private readonly List<Chunk> _chunks = [];

    public int Count { get; private set; }

    /// <summary>The position of the first element that is not before the probe; it may be one past the end.</summary>
    public Cursor First<TProbe>(TProbe probe) where TProbe : struct, IProbe<T>
    {
        int low = 0, high = _chunks.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (probe.Place(_chunks[middle].Last) < 0) low = middle + 1;
            else high = middle;
        }
        if (low == _chunks.Count) return new Cursor(this, low, 0);
        var chunk = _chunks[low];
        int from = 0, to = chunk.Length;
        while (from < to)
        {
            int middle = (from + to) >>> 1;
            if (probe.Place(chunk.Elements[middle]) < 0) from = middle + 1;
            else to = middle;
        }
        return new Cursor(this, low, from);
    }

    public T? Find<TProbe>(TProbe probe) where TProbe : struct, IProbe<T> =>
        First(probe).Current is { } element && probe.Place(element) == 0 ? element : null;

    /// <summary>Inserts at the place of the probe, or replaces the element that is there; answers what was replaced.</summary>
    public T? Set<TProbe>(TProbe probe, T element) where TProbe : struct, IProbe<T>
    {
        var at = First(probe);
        if (at.Current is { } found && probe.Place(found) == 0)
        {
            _chunks[at.Chunk].Elements[at.Offset] = element;
            return found;
        }
        Insert(at, element);
        return null;
    }

    public T? Remove<TProbe>(TProbe probe) where TProbe : struct, IProbe<T>
    {
        var at = First(probe);
        if (at.Current is not { } found || probe.Place(found) != 0) return null;
        var chunk = _chunks[at.Chunk];
        chunk.RemoveAt(at.Offset);
        if (chunk.Length == 0) _chunks.RemoveAt(at.Chunk);
        Count--;
        return found;
    }

    private void Insert(Cursor at, T element)
    {
        Count++;
        if (_chunks.Count == 0)
        {
            _chunks.Add(new Chunk(element));
            return;
        }
        // past the end: append to the last chunk
        int index = Math.Min(at.Chunk, _chunks.Count - 1);
        int offset = at.Chunk == _chunks.Count ? _chunks[index].Length : at.Offset;
        var chunk = _chunks[index];
        if (chunk.Length == ChunkSize)
        {
            // appending keeps the full chunk whole, so that ascending inserts fill every chunk
            var right = chunk.Split(offset == ChunkSize ? ChunkSize - 1 : ChunkSize / 2);
            _chunks.Insert(index + 1, right);
            if (offset > chunk.Length)
            {
                offset -= chunk.Length;
                chunk = right;
            }
        }
        chunk.Insert(offset, element);
    }

    /// <summary>A position; valid until the next change.</summary>
    public struct Cursor(SortedChunks<T> owner, int chunk, int offset)
    {
        public int Chunk { get; private set; } = chunk;

        public int Offset { get; private set; } = offset;

        public readonly T? Current =>
            Chunk >= 0 && Chunk < owner._chunks.Count && Offset < owner._chunks[Chunk].Length ? owner._chunks[Chunk].Elements[Offset] : null;

        public void Next()
        {
            if (++Offset < owner._chunks[Chunk].Length) return;
            Chunk++;
            Offset = 0;
        }

        public void Previous()
        {
            if (--Offset >= 0) return;
            Chunk--;
            Offset = Chunk >= 0 ? owner._chunks[Chunk].Length - 1 : 0;
        }
    }

    private sealed class Chunk(T first)
    {
        public T[] Elements { get; private set; } = [first];

        public int Length { get; private set; } = 1;

        public T Last => Elements[Length - 1];

        public void Insert(int offset, T element)
        {
            if (Length == Elements.Length)
            {
                var larger = new T[Math.Min(ChunkSize, Length * 2)];
                Array.Copy(Elements, larger, Length);
                Elements = larger;
            }
            Array.Copy(Elements, offset, Elements, offset + 1, Length - offset);
            Elements[offset] = element;
            Length++;
        }

        public void RemoveAt(int offset)
        {
            Length--;
            Array.Copy(Elements, offset + 1, Elements, offset, Length - offset);
            Elements[Length] = null!;
        }

        public Chunk Split(int at)
        {
            var right = new Chunk(Elements[at]) { Elements = new T[ChunkSize], Length = Length - at };
            Array.Copy(Elements, at, right.Elements, 0, Length - at);
            Array.Clear(Elements, at, Length - at);
            Length = at;
            return right;
        }
    }
}
