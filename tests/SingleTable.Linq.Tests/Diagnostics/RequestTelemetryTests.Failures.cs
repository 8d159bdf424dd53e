using System.Diagnostics;
using Amazon.DynamoDBv2;
using Microsoft.Extensions.Logging;
using SingleTable.Linq.Tests.Models;

namespace SingleTable.Linq.Tests.Diagnostics;

/// <summary>What fails, is repeated, or is warned of.</summary>
public sealed partial class RequestTelemetryTests
{
    [Fact]
    public async Task What_the_SDK_repeats_is_one_request_with_its_attempts()
    {
        _database.Faults.On("GetItem").Throttle().Times(2);
        await _db.Teams.FindAsync("o1", "t1");
        var span = _heard.Requests.ShouldHaveSingleItem();
        (span.Status, span.GetTagItem("singletable.request.attempts")).ShouldBe((ActivityStatusCode.Unset, 3));
        var retry = _heard.Points().Single(p => p.Metric == "singletable.client.retries");
        (retry.Sum, retry.Tags["singletable.retry.by"], retry.Tags["db.operation.name"]).ShouldBe((2, "sdk", "GetItem"));
    }

    [Fact]
    public async Task What_the_library_repeats_are_requests_of_their_own()
    {
        _database.Faults.On("BatchWriteItem").LeaveUnprocessed(1);
        _database.Faults.On("TransactWriteItems").CancelTransaction("TransactionConflict");
        await _db.Teams.BatchPutAsync([s_team with { Id = "b1" }, s_team with { Id = "b2" }]);
        await _db.Transaction().Create(s_team with { Id = "x1" }).CommitAsync();
        _heard.Requests.Select(s => (s.GetTagItem("db.operation.name"), s.GetTagItem("singletable.request.repeat"), s.Status)).ShouldBe(
        [
            ("BatchWriteItem", null, ActivityStatusCode.Unset), ("BatchWriteItem", null, ActivityStatusCode.Unset),
            ("TransactWriteItems", null, ActivityStatusCode.Error), ("TransactWriteItems", 1, ActivityStatusCode.Unset),
        ]);
        _heard.Operations.ShouldAllBe(s => s.Status == ActivityStatusCode.Unset);
        _heard.Points().Where(p => p.Metric == "singletable.client.retries").ShouldHaveSingleItem().Sum.ShouldBe(2);
        _heard.Logs.Where(l => l.Id.Id == TableEventIds.RequestRepeating).Select(l => l.GetStructuredStateValue("Attempt")).ShouldBe(["2", "2"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_text_of_a_foreign_error_is_shown_only_where_values_may_be_seen(bool isSensitive)
    {
        var db = Db(o => o with { SensitiveLogging = isSensitive });
        _database.Faults.On("Query").Error("ValidationException", $"Wrong: {Secret}");
        await Should.ThrowAsync<AmazonDynamoDBException>(() => db.Projects.Where(p => p.TeamId == "t1").ToListAsync());
        foreach (var span in _heard.Spans)
        {
            (span.Status, span.GetTagItem("error.type")).ShouldBe((ActivityStatusCode.Error, "ValidationException"));
            StoredValues.TextOf(span).Contains(Secret, StringComparison.Ordinal).ShouldBe(isSensitive);
            span.Events.ShouldBeEmpty();
        }

        var log = _heard.Logs.Single(l => l.Id.Id == TableEventIds.RequestFailed);
        (log.Level, log.GetStructuredStateValue("ErrorType"), log.Exception?.Message.Contains(Secret, StringComparison.Ordinal) ?? false).ShouldBe((LogLevel.Warning, "ValidationException", isSensitive));
        log.Message.ShouldNotContain(Secret);
        var point = _heard.Points().Single(p => p.Metric == "db.client.operation.duration");
        (point.Tags["error.type"], point.Tags["db.response.status_code"]).ShouldBe(("ValidationException", "ValidationException"));
    }

    [Fact]
    public async Task Giving_up_is_an_error_without_an_answer()
    {
        _database.Faults.On("GetItem").Hang();
        using var stop = new CancellationTokenSource(50);
        await Should.ThrowAsync<OperationCanceledException>(() => _db.Teams.FindAsync(["o1", "t1"], stop.Token));
        var span = _heard.Requests.ShouldHaveSingleItem();
        ((string?)span.GetTagItem("error.type")).ShouldBe("System.Threading.Tasks.TaskCanceledException");
        (span.GetTagItem("db.response.status_code"), span.GetTagItem("aws.request_id")).ShouldBe((null, null));
        _heard.Logs.Single(l => l.Id.Id == TableEventIds.RequestFailed).Level.ShouldBe(LogLevel.Debug);
    }

    [Fact]
    public async Task A_request_that_an_interceptor_stops_is_none()
    {
        var db = Db(o => o with { Interceptors = [new Stop()] });
        await Should.ThrowAsync<InvalidOperationException>(() => db.Teams.FindAsync("o1", "t1"));
        _heard.Requests.ShouldBeEmpty();
        var operation = _heard.Operations.ShouldHaveSingleItem();
        (operation.DisplayName, operation.Status, operation.GetTagItem("error.type"), operation.StatusDescription)
            .ShouldBe(("find Team", ActivityStatusCode.Error, "System.InvalidOperationException", null));
    }

    [Fact]
    public async Task A_write_whose_reply_was_lost_is_told()
    {
        _database.Faults.On("PutItem").ResetAfterCommit();
        await _db.Teams.CreateAsync(s_team with { Id = "lost" });
        var log = _heard.Logs.Single(l => l.Category == TableLogCategories.Write);
        (log.Id.Id, log.Level, log.Message).ShouldBe((TableEventIds.WriteRecovered, LogLevel.Information, "A reply to Create of Team was lost, and the item shows that it is done"));
        _heard.Requests.ShouldHaveSingleItem().Status.ShouldBe(ActivityStatusCode.Error);
        _heard.Operations.ShouldHaveSingleItem().Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Fact]
    public async Task Warnings_are_counted_also_when_they_are_not_logged_again()
    {
        for (var i = 0; i < 3; i++)
        {
            await _db.Teams.AllowScan().ToListAsync();
        }

        var point = _heard.Points().Single(p => p.Metric == "singletable.client.warnings");
        (point.Sum, point.Tags["singletable.warning"]).ShouldBe((3, "ScanRun"));
        _heard.Logs.Count(l => l.Category == TableLogCategories.Warning).ShouldBe(1);
    }
}
