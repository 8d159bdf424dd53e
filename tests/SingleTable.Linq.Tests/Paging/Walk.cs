namespace SingleTable.Linq.Tests.Paging;

/// <summary>Reads a query in pages of every size, forwards and backwards, and compares with the whole list.</summary>
public static class Walk
{
    public static async Task EverySizeAsync<T>(IQueryable<T> query, Func<T, string> id, bool canGoBack = true, int minimum = 3)
    {
        var all = (await query.ToListAsync()).Select(id).ToList();
        all.Count.ShouldBeGreaterThanOrEqualTo(minimum);
        for (var size = 1; size <= all.Count + 1; size++)
        {
            await OneSizeAsync(query, id, all, size, canGoBack);
        }
    }

    public static async Task OneSizeAsync<T>(IQueryable<T> query, Func<T, string> id, List<string> all, int size, bool canGoBack)
    {
        var pages = await ForwardAsync(query, size);
        var wanted = all.Chunk(size).Select(c => string.Join(' ', c)).DefaultIfEmpty("").ToList();
        pages.Select(p => string.Join(' ', p.Items.Select(id))).ShouldBe(wanted, $"forwards by {size}");
        pages[0].Previous.ShouldBeNull();
        if (!canGoBack)
        {
            pages.ShouldAllBe(p => p.Previous == null);
            return;
        }

        var back = new List<string>();
        var page = pages[^1];
        for (var i = pages.Count - 1; i > 0; i--)
        {
            page = await query.ToPageAsync(size, page.Previous.ShouldNotBeNull());
            back.Insert(0, string.Join(' ', page.Items.Select(id)));
            var forward = await query.ToPageAsync(size, page.Next.ShouldNotBeNull());
            string.Join(' ', forward.Items.Select(id)).ShouldBe(wanted[i], $"backwards and forwards again by {size}");
        }

        page.Previous.ShouldBeNull();
        back.ShouldBe(wanted.SkipLast(1), $"backwards by {size}");
    }

    public static async Task<List<Page<T>>> ForwardAsync<T>(IQueryable<T> query, int size)
    {
        var pages = new List<Page<T>>();
        string? token = null;
        do
        {
            pages.Add(await query.ToPageAsync(size, token));
            token = pages[^1].Next;
            pages.Count.ShouldBeLessThan(10_000);
        }
        while (token is not null);
        return pages;
    }
}
