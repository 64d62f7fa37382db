using Holdfast.Cli.Plans;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Tests.Plans;

public sealed class SourceLinesTests
{
    private const string File = "/plan.yaml";

    [Fact]
    public void Find_AWord_MarksItWhole() =>
        Find("a: 1\nlive: v9", line: 2, column: 7, length: 2).ShouldBe(("live: v9", "      ^^"));

    [Fact]
    public void Find_NothingWritten_MarksOneCharacter() => Find("a: 1", 1, 1, length: 0).ShouldBe(("a: 1", "^"));

    [Fact]
    public void Find_LongerThanTheLine_MarksToItsEnd() => Find("a: 1", 1, 4, length: 50).ShouldBe(("a: 1", "   ^"));

    [Fact]
    public void Find_ALongLine_ShowsThePartAroundThePlace()
    {
        var (line, mark) = Find(new string('x', 5_000) + "BAD" + new string('y', 5_000), 1, 5_001, length: 3)!.Value;

        line.Length.ShouldBe(120);
        line.Substring(mark.IndexOf('^', StringComparison.Ordinal), mark.Count(static c => c == '^')).ShouldBe("BAD");
    }

    [Fact]
    public void Find_CharactersThatMoveTheCursor_AreShownHarmlessAndTheMarkStandsRight()
    {
        var (line, mark) = Find("\u001b[2J\t\u202e: BAD\r", 1, 9, length: 3)!.Value;

        line.ShouldNotContain('\u001b');
        line.ShouldNotContain('\u202e');
        line[mark.IndexOf('^', StringComparison.Ordinal)..].ShouldBe("BAD");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Find_NoSuchLine_IsNothing(int line) => Find("a: 1\nb: 2", line, 1, 1).ShouldBeNull();

    [Fact]
    public void Find_InAFileThatIsGone_IsNothing() =>
        new SourceLines(new MemoryPlanFiles()).Find(new Place(File, 2, 1), 1).ShouldBeNull();

    private static (string Line, string Mark)? Find(string text, int line, int column, int length) =>
        new SourceLines(new MemoryPlanFiles().Add(File, text)).Find(new Place(File, line, column), length);
}
