using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SingleTable.Linq.Tests.Wire;

/// <summary>Random DynamoDB JSON, valid and damaged.</summary>
internal sealed class RandomItems(int seed)
{
    private static readonly string[] s_bits = ["a", "pk", "TENANT#acme", "\"", "\\", "é", "漢字", "😀", "\n", "\u0001", "/", "", " ", "0123456789abcdef", "x\ty"];
    private static readonly string[] s_whites = ["", "", "", "", " ", "\n", "\t \r\n"];
    private static readonly string[] s_noise = ["{", "}", "[", "]", ",", ":", "\"", "\\", "{\"S\":\"", "\"}", "null", "true", "1", "\\u00e9", "\\ud83d\\ude00", "\\ud800", "\u00ff", " "];
    private readonly Random _random = new(seed);

    public byte[] Item()
    {
        var text = new StringBuilder();
        Item(text, 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] Damage(byte[] json)
    {
        var bytes = json.ToList();
        for (var i = _random.Next(1, 4); i > 0 && bytes.Count > 0; i--)
        {
            var at = _random.Next(bytes.Count);
            switch (_random.Next(6))
            {
                case 0: bytes[at] = (byte)_random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.RemoveRange(at, bytes.Count - at); break;
                case 3: bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_noise[_random.Next(s_noise.Length)])); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, _random.Next(bytes.Count - at))); break;
                default: bytes.RemoveRange(at, Math.Min(_random.Next(1, 12), bytes.Count - at)); break;
            }
        }

        return [.. bytes];
    }

    private void Item(StringBuilder text, int depth)
    {
        text.Append('{').Append(White());
        for (int i = 0, count = _random.Next(depth == 0 ? 7 : 3); i < count; i++)
        {
            if (i > 0) text.Append(',').Append(White());
            text.Append(Quoted()).Append(White()).Append(':').Append(White());
            Value(text, depth);
            text.Append(White());
        }

        text.Append('}');
    }

    private void Value(StringBuilder text, int depth)
    {
        text.Append('{').Append(White());
        switch (_random.Next(depth > 2 ? 8 : 12))
        {
            case 0 or 1 or 2: text.Append("\"S\"").Append(White()).Append(':').Append(White()).Append(Quoted()); break;
            case 3: text.Append("\"N\":\"").Append(_random.NextDouble()).Append('"'); break;
            case 4: text.Append("\"BOOL\":").Append(White()).Append(_random.Next(2) == 0 ? "true" : "false"); break;
            case 5: text.Append("\"NULL\":true"); break;
            case 6: text.Append("\"B\":\"AAEC\""); break;
            case 7: text.Append("\"SS\":[").Append(Quoted()).Append(White()).Append(',').Append(Quoted()).Append(']'); break;
            case 8: text.Append("\"ZZ\":{\"a\":[1,2,{\"b\":null}]}"); break;
            case 9 or 10:
                text.Append("\"L\":[").Append(White());
                for (int i = 0, count = _random.Next(4); i < count; i++)
                {
                    if (i > 0) text.Append(',').Append(White());
                    Value(text, depth + 1);
                }

                text.Append(']');
                break;
            default:
                text.Append("\"M\":").Append(White());
                Item(text, depth + 1);
                break;
        }

        text.Append(White()).Append('}');
    }

    private string Quoted()
    {
        var value = string.Concat(Enumerable.Range(0, _random.Next(5)).Select(_ => s_bits[_random.Next(s_bits.Length)]));
        var encoder = _random.Next(2) == 0 ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return $"\"{JsonEncodedText.Encode(value, encoder)}\"";
    }

    private string White() => s_whites[_random.Next(s_whites.Length)];
}
