namespace SingleTable.Linq.Tool;

/// <summary>What was asked cannot be done; the message is all that the user needs.</summary>
internal sealed class ToolException(string message, Exception? innerException = null) : Exception(message, innerException);
