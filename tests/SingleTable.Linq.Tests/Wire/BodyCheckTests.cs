using System.Text.Json;
using SingleTable.Linq.Wire;

namespace SingleTable.Linq.Tests.Wire;

/// <summary>What stands around the object of a body: the white space of JSON, and nothing else.</summary>
public class BodyCheckTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_byte_before_and_behind(bool isVouchedFor)
    {
        for (var b = 0; b <= byte.MaxValue; b++)
        {
            var isSpace = b is ' ' or '\t' or '\r' or '\n';
            foreach (var body in new byte[][] { [(byte)b, .. "{}"u8], [.. "{}"u8, (byte)b], [(byte)b, (byte)b, .. "{}"u8, (byte)b, (byte)b] })
            {
                // Of a body that is vouched for only the ends are looked at.
                var isTaken = isSpace || (isVouchedFor && ((b == '{' && body[^1] == '}') || (b == '}' && body[0] == '{')));
                IsTaken(body, isVouchedFor).ShouldBe(isTaken, $"0x{b:X2} in {Convert.ToHexString(body)}");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\r\n \t")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData(" { ")]
    [InlineData(" } ")]
    [InlineData("\uFEFF{}")]
    [InlineData("\v{}")]
    [InlineData("{}\f")]
    [InlineData("[{}]")]
    public void No_object(string body)
    {
        foreach (var isVouchedFor in new[] { true, false })
        {
            IsTaken(System.Text.Encoding.UTF8.GetBytes(body), isVouchedFor).ShouldBeFalse();
        }
    }

    private static bool IsTaken(ReadOnlySpan<byte> body, bool isVouchedFor)
    {
        try
        {
            BodyCheck.Demand(body, isVouchedFor);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
