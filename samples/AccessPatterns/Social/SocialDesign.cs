namespace AccessPatterns.Social;

internal sealed class SocialDesign() : TableDesign<SocialTable>("social", "Social network", """
    Users, posts, likes, comments, followers and timelines. A like and a follow are items between two others, whose key keeps them from being there twice; the inverted
    index (the table's own keys turned round, for which nothing is written) reads them from their other end. Posts, likes and comments are counted where they are
    created. A timeline is written when a post is published, and expires.
    """, options => new SocialTable(options))
{
    protected override async Task SeedAsync(TestTable<SocialTable> table) => await table.SeedAsync(null, async db =>
    {
        foreach (var name in new[] { "ada", "bob", "cat" })
        {
            await db.Users.CreateAsync(new User { Id = name, Handle = $"@{name}" });
            foreach (var n in Enumerable.Range(1, 3))
                await db.Posts.CreateAsync(new Post { Id = $"{n}-{name}", AuthorId = name, Text = $"Post {n} of {name}" });
        }

        await db.Likes.CreateAsync(new Like { AuthorId = "ada", PostId = "1-ada", UserId = "cat" });
        await db.Comments.CreateAsync(new Comment { Id = "c1", AuthorId = "ada", PostId = "1-ada", UserId = "bob", Text = "Well said" });
        await db.Follows.BatchPutAsync([new Follow { FollowerId = "cat", FolloweeId = "ada" }, new Follow { FollowerId = "cat", FolloweeId = "bob" }]);
    });

    protected override IEnumerable<AccessPattern<SocialTable>> Patterns(TestTable<SocialTable> table) =>
    [
        Pattern.Of("A profile", (SocialTable db) => db.Users.FindAsync("ada"), u => u is { Handle: "@ada", Posts: 3 }),
        Pattern.Of("A profile by its handle", (SocialTable db) => db.Users.SingleAsync(u => u.Handle == "@bob"), u => u.Id == "bob"),
        Pattern.Of(
            "Posts of a user, newest first",
            (SocialTable db) => db.Posts.Where(p => p.AuthorId == "ada").OrderByDescending(p => p.Id).Take(2).ToListAsync(),
            all => all.Select(p => p.Id).SequenceEqual(["3-ada", "2-ada"])),
        Pattern.Of(
            "A post with its comments",
            (SocialTable db) => db.Posts.Include(p => p.Comments).AcrossPartitions().SingleAsync(p => p.AuthorId == "ada" && p.Id == "1-ada"),
            p => p is { Likes: 1, CommentCount: 1, Comments: [{ UserId: "bob" }] }),
        Pattern.Done(
            "Like a post: the like and the count, in one transaction",
            (SocialTable db) => db.Likes.CreateAsync(new Like { AuthorId = "ada", PostId = "1-ada", UserId = "bob" }),
            async db => await db.Posts.FindAsync("ada", "1-ada") is { Likes: 2 }),
        Pattern.Refused(
            "Like it again",
            (SocialTable db) => db.Likes.CreateAsync(new Like { AuthorId = "ada", PostId = "1-ada", UserId = "bob" }),
            (ItemExistsException _) => true),
        Pattern.Of(
            "Who likes a post",
            (SocialTable db) => db.Likes.Where(l => l.PostId == "1-ada").ToListAsync(),
            all => all.Select(l => l.UserId).SequenceEqual(["bob", "cat"])),
        Pattern.Of(
            "What a user likes",
            (SocialTable db) => db.Likes.Where(l => l.UserId == "bob").ToListAsync(),
            all => all.Select(l => l.PostId).SequenceEqual(["1-ada"])),
        Pattern.Done(
            "Take a like back",
            (SocialTable db) => db.Likes.DeleteAsync(new Like { AuthorId = "ada", PostId = "1-ada", UserId = "bob" }),
            async db => await db.Posts.FindAsync("ada", "1-ada") is { Likes: 1 }),
        Pattern.Done(
            "Follow somebody: the edge and both counts",
            (SocialTable db) => db.Transaction()
                .Create(new Follow { FollowerId = "bob", FolloweeId = "ada" })
                .Update(db.Users.Where(u => u.Id == "bob"), u => u.Add(x => x.Following, 1))
                .Update(db.Users.Where(u => u.Id == "ada"), u => u.Add(x => x.Followers, 1))
                .CommitAsync(),
            async db => await db.Users.FindAsync("ada") is { Followers: 1 } && await db.Users.FindAsync("bob") is { Following: 1 }),
        Pattern.Of("Does one follow another", (SocialTable db) => db.Follows.AnyAsync(f => f.FollowerId == "bob" && f.FolloweeId == "ada"), yes => yes),
        Pattern.Of(
            "Whom a user follows",
            (SocialTable db) => db.Follows.Where(f => f.FollowerId == "cat").ToListAsync(),
            all => all.Select(f => f.FolloweeId).SequenceEqual(["ada", "bob"])),
        Pattern.Of(
            "Who follows a user",
            (SocialTable db) => db.Follows.Where(f => f.FolloweeId == "ada").ToListAsync(),
            all => all.Select(f => f.FollowerId).SequenceEqual(["bob", "cat"])),
        Pattern.Done(
            "Publish a post into the timelines of the followers",
            (SocialTable db) => db.Timelines.BatchPutAsync(new[] { "bob", "cat" }.Select(f => new TimelineEntry { UserId = f, AuthorId = "ada", PostId = "3-ada" })),
            async db => await db.Timelines.CountAsync(t => t.UserId == "cat") == 1),
        Pattern.Of(
            "A timeline with its posts",
            (SocialTable db) => db.Timelines.Include(t => t.Post).AcrossPartitions().Where(t => t.UserId == "cat").OrderByDescending(t => t.PostId).Take(20).ToListAsync(),
            all => all is [{ Post.Text: "Post 3 of ada" }]),
        Pattern.Of(
            "A timeline that is put together when it is read, for those who follow few",
            (SocialTable db) => db.Posts.Where(p => new[] { "ada", "bob" }.Contains(p.AuthorId)).OrderByDescending(p => p.Id).Take(3).ToListAsync(),
            all => all.Select(p => p.Id).SequenceEqual(["3-bob", "3-ada", "2-bob"])),
    ];
}
