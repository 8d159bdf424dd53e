namespace SingleTable.Linq.Benchmarks.Tests;

public class ArgumentsTests
{
    [Theory]
    [InlineData("", "Which command?")]
    [InlineData("--ratios --only nonsense", "No scenario has 'nonsense' in its name; there are get-item-linq, ")]
    [InlineData("--ratios --no-crc --only put-item", "only reads are measured, and none has 'put-item' in its name")]
    [InlineData("--ratios --rounds", "--rounds needs a value")]
    [InlineData("--ratios --rounds --gate", "--rounds needs a value")]
    [InlineData("--ratios --rounds x", "--rounds is a whole number above 0, not 'x'")]
    [InlineData("--ratios --rounds 0", "--rounds is a whole number above 0, not '0'")]
    [InlineData("--ratios --rounds -3", "--rounds is a whole number above 0, not '-3'")]
    [InlineData("--ratios --nonsense", "--ratios has no option '--nonsense'")]
    [InlineData("--ratios nonsense", "--ratios has no option 'nonsense'")]
    [InlineData("--ratios --json /missing/file.json", "There is no folder for '/missing/file.json'")]
    [InlineData("--only put-item", "--only stands behind a command")]
    [InlineData("--smoke --gate", "--smoke has no option '--gate'")]
    [InlineData("--seen --rounds x", "--rounds is a whole number")]
    [InlineData("--cold now", "--cold has no option 'now'")]
    [InlineData("--report", "--report needs a value")]
    [InlineData("--report /missing", "There is no performance.md in '/missing'")]
    [InlineData("--redraw", "--redraw needs a value")]
    [InlineData("--redraw /missing", "There is no performance.md in '/missing'")]
    [InlineData("--profile", "--profile needs a value")]
    [InlineData("--profile nonsense", "There is no scenario 'nonsense'; there are get-item-linq, ")]
    public void What_is_wrong_is_told(string arguments, string problem) => Problem(arguments).ShouldNotBeNull().ShouldContain(problem);

    [Theory]
    [InlineData("--smoke")]
    [InlineData("--ratios")]
    [InlineData("--ratios --gate --rounds 3 --only get --no-crc --json a.json --chart b.svg")]
    [InlineData("--profile put-item")]
    [InlineData("--growth --rounds 10")]
    [InlineData("--first-call find")]
    [InlineData("--stream")]
    [InlineData("--filter *Read*")]
    [InlineData("--list flat")]
    public void What_is_right_is_not(string arguments) => Problem(arguments).ShouldBeNull();

    private static string? Problem(string arguments) => Arguments.Problem(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
