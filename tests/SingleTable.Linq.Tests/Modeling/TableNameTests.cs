using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq.Tests.Modeling;

/// <summary>Which names DynamoDB takes, over every character there is and both lengths.</summary>
public class TableNameTests
{
    private const string Taken = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";

    [Fact]
    public void Every_character()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            foreach (var name in new[] { $"{(char)c}aa", $"a{(char)c}a", $"aa{(char)c}" })
            {
                TableChecks.IsName(name).ShouldBe(Taken.Contains((char)c), $"U+{c:X4}");
            }
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Every_length(int length, bool isName) => TableChecks.IsName(new string('-', length)).ShouldBe(isName);

    [Fact]
    public void No_name() => TableChecks.IsName(null).ShouldBeFalse();
}
