using Holdfast.Testing.Processes;

namespace Holdfast.Testing.Tests.Processes;

public sealed class OutputTailTests
{
    [Fact]
    public void Add_MoreThanIsKept_ForgetsTheOldestAndSaysSo()
    {
        var tail = new OutputTail();
        for (var i = 0; i < OutputTail.LinesMax + 5; i++)
            tail.Add($"line {i}");

        tail.Lines.Count.ShouldBe(OutputTail.LinesMax);
        tail.Lines[0].ShouldBe("line 5");
        tail.Last(2).ShouldBe($"[{OutputTail.LinesMax + 3} lines before]\nline {OutputTail.LinesMax + 3}\nline {OutputTail.LinesMax + 4}");
    }
}
