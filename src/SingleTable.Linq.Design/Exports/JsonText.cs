using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SingleTable.Linq.Design.Exports;

/// <summary>Writes JSON as people read it.</summary>
internal static class JsonText
{
    // The files are read by tools, never by browsers: "+" and letters of other languages stay as they are.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return $"{Encoding.UTF8.GetString(buffer.WrittenSpan)}\n";
    }

    public static void WriteObject(this Utf8JsonWriter writer, string name, Action write)
    {
        writer.WriteStartObject(name);
        write();
        writer.WriteEndObject();
    }

    public static void WriteArray<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> elements, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var element in elements)
        {
            write(element);
        }

        writer.WriteEndArray();
    }

    /// <summary>An array of objects.</summary>
    public static void WriteObjects<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> elements, Action<T> write) => writer.WriteArray(name, elements, element =>
    {
        writer.WriteStartObject();
        write(element);
        writer.WriteEndObject();
    });
}
