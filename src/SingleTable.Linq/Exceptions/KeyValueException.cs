namespace SingleTable.Linq;

/// <summary>A value cannot be part of a key: it is null, empty, ill-formed, too long, or does not fit its fixed width.</summary>
/// <remarks>Raised before any request is sent. DynamoDB's limits: 2048 bytes of UTF-8 for a partition key, 1024 for a sort key.</remarks>
public sealed class KeyValueException(string code, string message, Exception? innerException = null)
    : SingleTableException(code, message, innerException);
