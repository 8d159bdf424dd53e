namespace SingleTable.Linq.Testing.Tests;

/// <summary>Beside Shouldly, whose extension methods have the same names: those of the requests come first.</summary>
public sealed class RequestAssertionTests : IDisposable
{
    private const string Get = "GetItem Library  pk = T#acme#SHELF#s1  sk = BOOK#b1";
    private const string Shelf = "Query Library  pk = T#acme#SHELF#s1  sk begins_with BOOK#  asc  filter not expired";
    private readonly TestTable<LibraryTable> _test = new(o => new LibraryTable(o));

    private RequestRecorder Requests => _test.Requests;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Lines_are_those_that_Explain_prints()
    {
        await SendAsync();

        Requests.ShouldBe(Get, Shelf);
        Requests.ShouldBe([Get, Shelf]);
        Requests.ShouldHaveCount(2);
        Requests.Count.ShouldBe(2);
        Requests[1].ShouldBe(Shelf);
        Assert.Equal([Get, Shelf], Requests);
        Requests.ToString().ShouldBe($"{Get}\n{Shelf}");
        _test.For("acme").On("s1").Explain().ShouldStartWith(Shelf);
    }

    [Fact]
    public async Task They_are_compared_with_an_explanation()
    {
        var query = _test.For("acme").On("s1").Where(b => b.Loans > 1).OrderByDescending(b => b.Id).Take(3);
        await query.ToListAsync();

        Requests.ShouldBe(query.ExplainPlan());
        Failure(() => Requests.ShouldBe(_test.For("acme").On("s2").ExplainPlan())).ShouldStartWith("Request 1 is not the one expected.");
    }

    [Fact]
    public void No_request_is_none()
    {
        Requests.ShouldBeEmpty();
        Requests.ShouldBe();
        Requests.ShouldNotContain(Get);
        Failure(() => Requests.ShouldBe(Get)).ShouldBe($"""
            Request 1 was not sent: 0 requests were sent, and 1 expected.

            expected:
            >  1  {Get}

            sent: none
            """);
        Failure(() => Requests.ShouldContain(Get)).ShouldBe($"No request is this one: {Get}\n\nsent: none");
    }

    [Fact]
    public async Task The_first_difference_is_shown_in_both_lists()
    {
        await SendAsync();

        Failure(() => Requests.ShouldBe(Get, Shelf.Replace("s1", "s2", StringComparison.Ordinal), "Scan Library")).ShouldBe($"""
            Request 2 is not the one expected, and 2 requests were sent, and 3 expected.

            expected:
               1  {Get}
            >  2  {Shelf.Replace("s1", "s2", StringComparison.Ordinal)}
                                                    ^
               3  Scan Library

            sent:
               1  {Get}
            >  2  {Shelf}
                                                    ^
            """);
        Failure(() => Requests.ShouldBe(Get)).ShouldStartWith("Request 2 is not expected: 2 requests were sent, and 1 expected.");
        Failure(() => Requests.ShouldBe(Shelf, Get)).ShouldStartWith("The requests are those expected in another order, from number 1 on.");
        Failure(() => Requests.ShouldBeEmpty()).ShouldStartWith("Request 1 is not expected: 2 requests were sent, and 0 expected.\n\nexpected: none\n");
        Failure(() => Requests.ShouldHaveCount(1)).ShouldBe($"2 requests were sent, and 1 expected.\n\nsent:\n   1  {Get}\n   2  {Shelf}");
        Failure(() => Requests.ShouldNotContain(Get)).ShouldStartWith("A request is this one, which is not expected: GetItem");
    }

    [Fact]
    public async Task A_star_of_a_pattern_stands_for_any_text_and_nothing_else_does()
    {
        await SendAsync();

        Requests.ShouldMatch("GetItem Library  pk = *  sk = BOOK#*", "Query *");
        Failure(() => Requests.ShouldMatch("GetItem Library  pk = ?#acme#SHELF#s1  sk = BOOK#b1", "*")).ShouldStartWith("Request 1 is not");
        Failure(() => Requests.ShouldMatch("*")).ShouldStartWith("Request 2 is not expected");
        Failure(() => Requests.ShouldMatch("getitem*", "*")).ShouldStartWith("Request 1 is not");
    }

    [Theory]
    [InlineData("GetItem Library  pk = *#SHELF#s2  sk = BOOK#b1", "SHELF#s", "SHELF#s")]
    [InlineData("Query *", "", "")]
    [InlineData("*BOOK#b1*x", "BOOK#b1*", "BOOK#b1")]
    [InlineData("GetItem Library", "GetItem Library", "GetItem Library")]
    [InlineData("GetItem * sk = BOOK#b12", "BOOK#b1", "BOOK#b1")]
    public async Task The_place_where_a_pattern_does_not_fit_is_shown(string pattern, string before, string sentBefore)
    {
        await _test.For("acme").Books.FindAsync("s1", "b1");
        var lines = Failure(() => Requests.ShouldMatch(pattern)).Split('\n');
        var (expected, sent) = (Array.IndexOf(lines, $">  1  {pattern}"), Array.IndexOf(lines, $">  1  {Get}"));
        lines[expected + 1].IndexOf('^').ShouldBe(6 + pattern.IndexOf(before, StringComparison.Ordinal) + before.Length);
        lines[sent + 1].IndexOf('^').ShouldBe(6 + Get.IndexOf(sentBefore, StringComparison.Ordinal) + sentBefore.Length);
    }

    [Fact]
    public async Task Any_order_is_each_line_as_often_as_it_was_sent()
    {
        await SendAsync();

        Requests.ShouldBeInAnyOrder(Shelf, Get);
        Failure(() => Requests.ShouldBeInAnyOrder(Get, Get)).ShouldBe($"""
            The requests are not those expected, whatever their order.

            missing:
               1  {Get}

            not expected:
               1  {Shelf}

            sent:
               1  {Get}
               2  {Shelf}
            """);
        Failure(() => Requests.ShouldBeInAnyOrder(Get)).ShouldContain("missing: none");
    }

    [Fact]
    public async Task A_scope_has_what_is_sent_within_it()
    {
        var db = _test.For("acme");
        await db.Books.FindAsync("s1", "b1");
        RequestScope kept;
        using (var outer = Requests.Record())
        {
            using (var inner = Requests.Record())
            {
                await db.Books.FindAsync("s1", "b2");
                Requests.Clear();
                inner.ShouldBe("GetItem Library  pk = T#acme#SHELF#s1  sk = BOOK#b2");
            }

            await db.Books.FindAsync("s1", "b3");
            outer.ShouldHaveCount(2);
            kept = outer;
        }

        await db.Books.FindAsync("s1", "b4");
        kept.ShouldHaveCount(2);
        Requests.ShouldMatch("*BOOK#b3", "*BOOK#b4");
        Requests.Take().Count.ShouldBe(2);
        Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_of_many_threads_are_all_kept()
    {
        var db = _test.For("acme");
        using var sent = Requests.Record();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            using var own = Requests.Record();
            await db.Books.FindAsync("s1", $"b{i}");
            own.ShouldContain($"GetItem Library  pk = T#acme#SHELF#s1  sk = BOOK#b{i}");
        })));

        Requests.ShouldHaveCount(200);
        sent.ShouldBeInAnyOrder(Requests);
    }

    [Fact]
    public async Task Control_characters_of_values_do_not_tear_the_lists()
    {
        await _test.For("acme").Books.Where(b => b.Shelf == "s1" && b.Text == "a\nb").ToListAsync();

        Failure(() => Requests.ShouldBeEmpty()).ShouldEndWith("filter Text = a\\u000Ab and not expired");

        await _test.For("acme").Books.Where(b => b.Shelf == "s1" && b.Text == "a\u202Eb\u2028😀").ToListAsync();

        Failure(() => Requests.ShouldBeEmpty()).ShouldEndWith("filter Text = a\\u202Eb\\u2028😀 and not expired");
    }

    [Fact]
    public void Test_frameworks_take_a_failure_for_what_it_is()
    {
        Should.Throw<RequestAssertionException>(() => Requests.ShouldBe(Get)).GetType().GetInterfaces().ShouldContain(i => i.Name == "IAssertionException");
        Should.Throw<ArgumentException>(() => Requests.ShouldBe(Get, null!));
        Should.Throw<ArgumentNullException>(() => Requests.ShouldContain(null!));
        Should.Throw<ArgumentNullException>(() => Requests.ShouldBe((QueryExplanation)null!));
        Should.Throw<ArgumentOutOfRangeException>(() => Requests.ShouldHaveCount(-1));
    }

    private static string Failure(Action assertion) => Should.Throw<RequestAssertionException>(assertion).Message;

    private async Task SendAsync()
    {
        var db = _test.For("acme");
        await db.Books.FindAsync("s1", "b1");
        await db.On("s1").ToListAsync();
    }
}
