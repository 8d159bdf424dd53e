using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SingleTable.Linq.InMemory.Operations;

namespace SingleTable.Linq.InMemory.Protocol;

/// <summary>Body in, answer out: finds the operation, parses the JSON, turns exceptions into error answers.</summary>
internal sealed class Dispatcher(Engine engine)
{
    private const string Version = "DynamoDB_20120810.";
    private const int LargestBody = 16 * 1024 * 1024;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string OperationName(string? target) =>
        target is not null && target.StartsWith(Version, StringComparison.Ordinal) ? target[Version.Length..] : "";

    public Answer Run(string operation, ReadOnlyMemory<byte> body)
    {
        try
        {
            if (!Catalog.Operations.TryGetValue(operation, out var run)) throw Errors.UnknownOperation(operation);
            if (body.Length > LargestBody) throw new ServiceException("RequestEntityTooLarge", "Request body exceeds 16 MB", 413);
            using var json = RequestJson.Parse(body);
            return new Answer(200, Write(writer => run(engine, RequestObject.Of(json.RootElement, operation), writer)));
        }
        catch (ServiceException error)
        {
            return Of(error);
        }
    }

    public static Answer Of(ServiceException error) => new(error.Status, Write(error.WriteTo));

    private static byte[] Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Writing)) content(writer);
        return buffer.WrittenSpan.ToArray();
    }
}
