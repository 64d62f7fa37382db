using CsCheck;
using Holdfast.WebConsole.Plans;

namespace Holdfast.Console.Tests.Plans;

public sealed class LineDiffTests
{
    private static readonly Gen<string[]> Lines = Gen.Int[0, 3].Select(static i => "abcd"[i].ToString()).Array[0, 12];

    [Fact]
    public void Lines_OfBothTexts_AreAllThereInTheirOrder() => Gen.Select(Lines, Lines).Sample(static (before, after) =>
    {
        var lines = LineDiff.Compare(before, after);
        return lines.Where(static line => line.Kind != '+').Select(static line => line.Text).SequenceEqual(before)
            && lines.Where(static line => line.Kind != '-').Select(static line => line.Text).SequenceEqual(after)
            && lines.All(line => (line.Before == 0 || before[line.Before - 1] == line.Text) && (line.After == 0 || after[line.After - 1] == line.Text));
    });

    [Fact]
    public void Lines_ThatDiffer_AreAsFewAsCanBe() => Gen.Select(Lines, Lines).Sample(static (before, after) =>
        LineDiff.Compare(before, after).Count(static line => line.Kind == ' ') == Longest(before, after));

    [Fact]
    public void Lines_FarFromAnyDifference_AreLeftOut()
    {
        var before = new PlanFileText("/plan.yaml", string.Join('\n', Enumerable.Range(1, 100)));
        var after = before with { Text = before.Text.Replace("\n50\n", "\nfifty\n") };

        var lines = DiffLine.Of([before], [after]);

        lines.Select(static line => $"{line.Kind}{line.Text}").ShouldBe(["@/plan.yaml", " 47", " 48", " 49", "-50", "+fifty", " 51", " 52", " 53"]);
        DiffLine.Of([before], [before]).ShouldBeEmpty();
    }

    private static int Longest(ReadOnlySpan<string> before, ReadOnlySpan<string> after) =>
        before.IsEmpty || after.IsEmpty ? 0
        : before[0] == after[0] ? 1 + Longest(before[1..], after[1..])
        : Math.Max(Longest(before[1..], after), Longest(before, after[1..]));
}
