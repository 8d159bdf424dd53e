namespace SingleTable.Linq.Diagnostics;

/// <summary>The names of attributes: OpenTelemetry's for databases and DynamoDB, and the library's own.</summary>
internal static class TagNames
{
    public const string System = "db.system.name";
    public const string Operation = "db.operation.name";
    public const string Collection = "db.collection.name";
    public const string Summary = "db.query.summary";
    public const string BatchSize = "db.operation.batch.size";
    public const string StatusCode = "db.response.status_code";
    public const string ErrorType = "error.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string Region = "cloud.region";

    public const string Tables = "aws.dynamodb.table_names";
    public const string Index = "aws.dynamodb.index_name";
    public const string Consistent = "aws.dynamodb.consistent_read";
    public const string Limit = "aws.dynamodb.limit";
    public const string Forward = "aws.dynamodb.scan_forward";
    public const string Projection = "aws.dynamodb.projection";
    public const string Select = "aws.dynamodb.select";
    public const string Segment = "aws.dynamodb.segment";
    public const string Segments = "aws.dynamodb.total_segments";
    public const string Count = "aws.dynamodb.count";
    public const string ScannedCount = "aws.dynamodb.scanned_count";
    public const string Capacity = "aws.dynamodb.consumed_capacity";
    public const string RequestId = "aws.request_id";

    public const string Entity = "singletable.entity";
    public const string Tenant = "singletable.tenant";
    public const string OwnOperation = "singletable.operation";
    public const string QueryName = "singletable.query.name";
    public const string Attempts = "singletable.request.attempts";
    public const string Repeat = "singletable.request.repeat";
    public const string Page = "singletable.request.page";
    public const string RetryBy = "singletable.retry.by";
    public const string PlanKind = "singletable.plan.kind";
    public const string PlanResult = "singletable.plan.result";
    public const string Warning = "singletable.warning";

    /// <summary>The value of <see cref="System"/>.</summary>
    public const string DynamoDb = "aws.dynamodb";
}
