using System.Text.Json;
using SingleTable.Linq.InMemory.Protocol;

namespace SingleTable.Linq.InMemory.Operations;

/// <summary>One operation: reads the request, changes the engine, writes the answer.</summary>
internal delegate void Operation(Engine engine, RequestObject request, Utf8JsonWriter answer);
