using System.Text;
using static SingleTable.Linq.Tests.Wire.Faults.WireFault;

namespace SingleTable.Linq.Tests.Wire.Faults;

/// <summary>Everything that has gone wrong between a service and a client, once for good and once only at first.</summary>
internal static class WireFaults
{
    private const string Html = "<!DOCTYPE html><html><body><h1>Sign in to the network</h1></body></html>";

    /// <summary>The library must end as the SDK does.</summary>
    public static IEnumerable<WireFault> All => [.. Bodies, .. Connections, .. Refusals];

    private static IEnumerable<WireFault> Bodies =>
    [
        .. Twice("bad CRC", body => Reply(200, body, rightCrc: false)),
        .. Twice("body shorter than announced", body => Streamed(200, body, Cut(body, () => throw new HttpIOException(HttpRequestError.ResponseEnded, "cut")), body.Length)),
        .. Twice("body without a length that breaks off", body => Streamed(200, body, Cut(body, () => throw new HttpIOException(HttpRequestError.ResponseEnded, "cut")))),
        .. Twice("cut body that pretends to be whole, CRC of the whole", body => Streamed(200, body, Cut(body, null))),
        .. Twice("cut body that pretends to be whole, no CRC", body => Reply(200, Half(body), rightCrc: null)),
        .. Twice("cut body with a right CRC", body => Reply(200, Half(body))),
        .. Twice("HTML on 200", _ => Reply(200, Html, "text/html", rightCrc: null, hasId: false)),
        .. Twice("HTML on 200 with an id", _ => Reply(200, Html, "text/html", rightCrc: null)),
        .. Twice("HTML on 500", _ => Reply(500, Html, "text/html", rightCrc: null, hasId: false)),
        .. Twice("HTML on 502", _ => Reply(502, Html, "text/html", rightCrc: null, hasId: false)),
        .. Twice("HTML on 503", _ => Reply(503, Html, "text/html", rightCrc: null, hasId: false)),
        .. Twice("HTML on 403", _ => Reply(403, Html, "text/html", rightCrc: null, hasId: false)),
        .. Twice("HTML on 407", _ => Reply(407, Html, "text/html", rightCrc: null, hasId: false)),
        .. Twice("empty body on 200", _ => Reply(200, "")),
        .. Twice("empty body on 200, no CRC", _ => Reply(200, "", rightCrc: null)),
        .. Twice("empty body on 200, no length", _ => Streamed(200, "", new ScriptedStream([], null))),
        .. Twice("white space on 200", _ => Reply(200, " \r\n ")),
        .. Twice("empty body on 400", _ => Reply(400, "", rightCrc: null)),
        .. Twice("empty body on 500", _ => Reply(500, "", rightCrc: null)),
        new("no length", (_, body) => Streamed(200, body, new ScriptedStream(Encoding.UTF8.GetBytes(body), null))),
        new("no CRC", (_, body) => Reply(200, body, rightCrc: null)),
        new("no request id", (_, body) => Reply(200, body, hasId: false)),
        new("no content type", (_, body) => Reply(200, body, type: null)),
        new("white space around the body", (_, body) => Reply(200, $" \n{body}\r\n ")),
        .. from text in new[] { "null", "5", "true", "{", "}" }
           from fault in Twice($"body {text}", _ => Reply(200, text))
           select fault,
    ];

    private static IEnumerable<WireFault> Connections =>
    [
        .. Twice("reset before the answer", _ => throw ResetBeforeAnswer()),
        .. Twice("no connection", _ => throw NoConnection()),
        .. Twice("reset in mid-body", body => Streamed(200, body, Cut(body, () => throw Reset()), body.Length)),
        .. Twice("reset in mid-body, no length", body => Streamed(200, body, Cut(body, () => throw Reset()))),
        .. Twice("reset in the body of a refusal", _ => Streamed(400, "", Cut("""{"__type":"x#ValidationException","message":"no"}""", () => throw Reset()))),
        .. Twice("reset in the body of a 500", _ => Streamed(500, "", Cut("""{"__type":"x#InternalServerError","message":"no"}""", () => throw Reset()))),
    ];

    private static IEnumerable<WireFault> Refusals =>
    [
        .. from refusal in new (int Status, string Code)[]
        {
            (400, "ProvisionedThroughputExceededException"), (400, "ThrottlingException"), (400, "RequestLimitExceeded"), (400, "TransactionConflictException"),
            (400, "ValidationException"), (400, "ResourceNotFoundException"), (400, "ItemCollectionSizeLimitExceededException"), (400, "AccessDeniedException"),
            (400, "UnrecognizedClientException"), (400, "ExpiredTokenException"), (400, "NoSuchThing"), (400, "ReplicatedWriteConflictException"),
            (500, "InternalServerError"), (503, "ServiceUnavailable"), (413, "RequestEntityTooLarge"),
        }
           from fault in Twice($"{refusal.Status} {refusal.Code}", _ => Refuse(refusal.Status, refusal.Code))
           select fault,
        .. Twice("refusal without a type", _ => Reply(400, """{"message":"no"}""")),
        .. Twice("refusal with wrong JSON types", _ => Reply(400, """{"__type":7,"message":["no"]}""")),
        .. Twice("refusal that is an array", _ => Reply(400, """["no"]""")),
        .. Twice("refusal that is cut", _ => Reply(400, """{"__type":"x#ValidationException","mess""")),
        .. Twice("refusal with a bad CRC", _ => Reply(400, """{"__type":"x#ValidationException","message":"no"}""", rightCrc: false)),
        .. Twice("refusal that nests 100,000 levels", _ => Reply(400, $$"""{"__type":"x#ValidationException","x":{{Nested(100_000)}}}""")),
        .. Twice("500 with wrong JSON types", _ => Reply(500, """{"__type":7}""")),
        .. Twice("301", _ => Reply(301, "", rightCrc: null)),
        .. Twice("204", _ => Reply(204, "", rightCrc: null)),
    ];

    /// <summary>
    /// Whole and right by its CRC, and still not what the service writes. The SDK takes some of it for nothing found, and sends the request again for the
    /// rest, which gives the same.
    /// </summary>
    public static IEnumerable<WireFault> Misshapen =>
    [
        .. from text in new[] { "\"text\"", "[]", "[1]", "{}}", "{} {}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{'a':1}", "\ufeff{}", "{\"a\":\"\\q\"}" }
           from fault in Twice($"body {text}", _ => Reply(200, text))
           select fault,
        .. Twice("100,000 levels in a member that nobody knows", body => Reply(200, Open(body) + $$"""
            "Unknown":{{Nested(100_000)}}}
            """)),
        .. Twice("100,000 levels in an item", body => Reply(200, body.Replace("""{"S":"text"}""", Values(100_000), StringComparison.Ordinal))),
        new("20 levels in a member that nobody knows", (_, body) => Reply(200, Open(body) + $$"""
            "Unknown":{{Nested(20)}}}
            """)),
        new("20 levels in an attribute that nobody knows", (_, body) => Reply(200, body.Replace("""{"S":"also"}""", Values(20), StringComparison.Ordinal))),
        .. from value in new[]
        {
            "5", "null", "\"x\"", "[]", "{}", "{\"S\":5}", "{\"S\":{\"x\":1}}", "{\"S\":[\"x\"]}", "{\"S\":null}", "{\"N\":5}", "{\"N\":\"x\"}", "{\"BOOL\":\"x\"}", "{\"BOOL\":null}", "{\"L\":5}",
            "{\"L\":[5]}", "{\"M\":[]}", "{\"M\":{\"x\":5}}", "{\"SS\":\"x\"}", "{\"SS\":[5]}", "{\"NULL\":5}", "{\"B\":\"?\"}", "{\"ZZ\":5}", "{\"S\":\"x\",\"N\":\"1\"}",
        }
           from place in new[] { "text", "also" }
           from fault in Twice($"{value} as {(place == "text" ? "a property" : "an attribute that nobody knows")}", body => Reply(200, body.Replace($$"""{"S":"{{place}}"}""", value, StringComparison.Ordinal)))
           select fault with { HangsTheSdk = value is "{\"L\":5}" or "{\"L\":[5]}" },
        .. from member in new[]
        {
            "\"Items\":5", "\"Items\":{}", "\"Items\":[5]", "\"Items\":[[]]", "\"Items\":[null]", "\"Items\":null", "\"Item\":5", "\"Item\":[]", "\"Item\":null",
            "\"Count\":\"x\"", "\"Count\":1.5", "\"LastEvaluatedKey\":5", "\"LastEvaluatedKey\":[]", "\"ConsumedCapacity\":5",
        }
           from fault in Twice($"{{{member}}}", _ => Reply(200, $$"""{{{member}}}"""))
           select fault,
    ];

    /// <summary>Fifty megabytes, which is far more than the service ever sends, and still an answer.</summary>
    public static IEnumerable<WireFault> Large
    {
        get
        {
            var padding = $"\"Padding\":\"{new string('x', 50 * 1024 * 1024)}\"}}";
            yield return new("50 MB", (_, body) => Reply(200, Open(body) + padding));
            yield return new("50 MB, no length", (_, body) => Streamed(200, Open(body) + padding, new ScriptedStream(Encoding.UTF8.GetBytes(Open(body) + padding), null)));
        }
    }

    private static IEnumerable<WireFault> Twice(string name, Func<string, HttpResponseMessage> answer) =>
    [
        new(name, (_, body) => answer(body)),
        new($"{name}, then right", (attempt, body) => attempt == 0 ? answer(body) : Reply(200, body)),
    ];

    private static ScriptedStream Cut(string body, Action? atEnd) => new(Encoding.UTF8.GetBytes(Half(body)), atEnd);

    private static string Half(string body) => body[..(body.Length / 2)];

    private static string Open(string body) => body == "{}" ? "{" : body[..^1] + ",";

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Values(int depth) =>
        string.Concat(Enumerable.Repeat("{\"L\":[", depth)) + "{\"S\":\"x\"}" + string.Concat(Enumerable.Repeat("]}", depth));
}
