using System.Text;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Tests.Plan;

/// <summary>Texts made to hurt: refused, and cheaply.</summary>
public sealed class PlanLimitTests
{
    private const long BytesMax = 50L << 20;

    [Fact]
    public void BillionLaughs_Read_IsRefusedWithoutBeingSpelledOut()
    {
        var text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (var i = 1; i <= 9; i++)
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        Refused(text.ToString()).ShouldContain(TextErrors.TooMany.Id);
    }

    [Fact]
    public void AliasesBelowTheLimit_Read_AreReadCheaply()
    {
        // Just under two million values, each of which is wrong.
        var text = new StringBuilder(Texts.Least).Append("\nx0: &x0 [a, a, a, a, a, a, a, a, a, a]\n");
        for (var i = 1; i <= 4; i++)
            text.Append($"x{i}: &x{i} [{string.Join(", ", Enumerable.Repeat($"*x{i - 1}", 10))}]\n");
        text.Append("listeners: { a: *x4, b: *x4, c: *x4 }\nzones: *x4\n");

        Refused(text.ToString()).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void DeepNesting_Read_IsRefused(string opening) =>
        Refused(string.Concat(Enumerable.Repeat(opening, 10_000))).ShouldNotBeEmpty();

    [Fact]
    public void Depth_OfOneMoreThanTheLimit_IsRefused()
    {
        var deep = new string('[', PlanLimits.DepthMax + 1) + new string(']', PlanLimits.DepthMax + 1);

        Refused("a: " + deep).ShouldContain(TextErrors.TooDeep.Id);
    }

    [Fact]
    public void DepthThroughAliases_Read_IsRefused()
    {
        var text = new StringBuilder("x0: &x0 [a]\n");
        for (var i = 1; i < 70; i++)
            text.Append($"x{i}: &x{i} [*x{i - 1}]\n");

        Refused(text.ToString()).ShouldContain(TextErrors.TooDeep.Id);
    }

    [Fact]
    public void HugeFile_Read_IsRefusedBeforeItIsParsed()
    {
        var files = new MemoryPlanFiles().Add("plan.yaml", new byte[20 << 20]);

        Refused(files).ShouldBe([TextErrors.TooLarge.Id]);
    }

    [Fact]
    public void HugeFiles_Together_AreRefused()
    {
        var comment = "# " + new string('x', 15 << 20);
        var files = new MemoryPlanFiles().Add("plan.yaml", Texts.Least + "\ninclude: [a.yaml, b.yaml, c.yaml]");
        foreach (var name in new[] { "a", "b", "c" })
            files.Add(name + ".yaml", "zones: [east]\n" + comment);

        Texts.Read(files).Errors.Select(e => e.Known).ShouldContain(TextErrors.TooLarge);
    }

    private static IReadOnlyList<string> Refused(string text) => Refused(new MemoryPlanFiles().Add("plan.yaml", text));

    private static IReadOnlyList<string> Refused(MemoryPlanFiles files)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = Texts.Read(files);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        result.Plan.ShouldBeNull();
        allocated.ShouldBeLessThan(BytesMax);
        return [.. result.Errors.Select(e => e.Id)];
    }
}
