using CsCheck;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Degradation.Levels.Conditions;
using Holdfast.Core.Readings;

namespace Holdfast.Core.Tests.Principles.Degradation.Levels.Conditions;

public sealed class ConditionTests
{
    private static readonly Gen<string> Words = Gen.OneOf(
        "and", "or", "not", "(", ")", ">", "<", ">=", "<=", "p99", "calls", "errors", "overload", "breaker", "cpu", "i", "s", "5%", "0.05", "2s", "100/s", "x", "%", "-", "1e9", ".", "/s");

    private static readonly Gen<ConditionNode> Nodes = Gen.Recursive<ConditionNode>((depth, node) =>
    {
        var leaf = Gen.OneOf(
            Gen.Const<ConditionNode>(new ConditionFlag(ReadingKind.Overload, "s", 0)),
            Gen.Const<ConditionNode>(new ConditionCompare(ReadingKind.Slowest, "i", ConditionSign.Above, 2, 0)),
            Gen.Const<ConditionNode>(new ConditionCompare(ReadingKind.Cpu, "", ConditionSign.AtMost, 0.5, 0)),
            Gen.Const<ConditionNode>(new ConditionCompare(ReadingKind.Calls, "i", ConditionSign.Below, 100, 0)));
        return depth >= 3 ? leaf : Gen.OneOf(
            leaf,
            node.Select(static part => (ConditionNode)new ConditionNot(part)),
            node.Array[2, 3].Select(static parts => (ConditionNode)new ConditionAll(parts)),
            node.Array[2, 3].Select(static parts => (ConditionNode)new ConditionAny(parts)));
    });

    [Theory]
    [InlineData("p99(i) > 2s")]
    [InlineData("overload(s)")]
    [InlineData("not breaker(s) and cpu >= 90%")]
    [InlineData("errors(i) > 0.05 or refusals(i) > 5%")]
    [InlineData("calls(i) > 100/s and (in-flight(i) > 20 or queue-wait > 15ms)")]
    [InlineData("p99(and) > 2s and p99(or) > 2s")]
    [InlineData("  usable(s)<50%  ")]
    public void Read_WhatCanBeLookedAt_IsGood(string text)
    {
        ConditionParser.Read(text, out var fault).ShouldNotBeNull(fault?.Message);
        fault.ShouldBeNull();
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("p98(i) > 2s", 0)]
    [InlineData("p99 > 2s", 4)]
    [InlineData("p99(i) 2s", 7)]
    [InlineData("p99(i) > 2", 9)]
    [InlineData("p99(i) > -2s", 9)]
    [InlineData("p99(i) == 2s", 7)]
    [InlineData("errors(i) > 200%", 12)]
    [InlineData("calls(i) > 100", 11)]
    [InlineData("cpu > -Infinity", 6)]
    [InlineData("cpu < NaN", 6)]
    [InlineData("calls(i) < Infinity/s", 11)]
    [InlineData("cpu(i) > 5%", 3)]
    [InlineData("overload(s) > 1", 12)]
    [InlineData("overload(s", 10)]
    [InlineData("(overload(s)", 12)]
    [InlineData("overload(s))", 11)]
    [InlineData("overload(s) and", 15)]
    [InlineData("overload(s) overload(s)", 12)]
    [InlineData("overload(s) & cpu > 5%", 12)]
    [InlineData("not", 3)]
    [InlineData("p99(.*) > 2s", 5)]
    [InlineData("p99(.) > 2s", 4)]
    public void Read_WhatCannot_SaysWhere(string text, int at)
    {
        ConditionParser.Read(text, out var fault).ShouldBeNull();
        fault.ShouldNotBeNull().At.ShouldBe(at, fault.Message);
    }

    [Fact]
    public void Read_TooLongOrTooDeep_IsRefused()
    {
        ConditionParser.Read(new string(' ', 501), out var tooLong).ShouldBeNull();
        tooLong.ShouldNotBeNull();
        ConditionParser.Read($"{new string('(', 15)}overload(s){new string(')', 15)}", out _).ShouldNotBeNull();
        ConditionParser.Read($"{new string('(', 16)}overload(s){new string(')', 16)}", out var tooDeep).ShouldBeNull();
        tooDeep.ShouldNotBeNull().Message.ShouldContain("too deep");
        ConditionParser.Read(string.Concat(Enumerable.Repeat("not ", 100)) + "cpu > 5%", out _).ShouldBeNull();
    }

    [Fact]
    public void Read_AnyWords_EndsWithAConditionOrAPlaceWithinTheText() => Words.Array[0, 40].Select(static words => string.Join(' ', words)).Sample(static text =>
    {
        var read = ConditionParser.Read(text, out var fault);
        (read is null).ShouldBe(fault is not null);
        if (fault is not null) fault.At.ShouldBeInRange(0, text.Length);
    }, seed: "0000KeyOfLevel", iter: 20_000);

    [Fact]
    public void Read_AnyCharacters_EndsWithAConditionOrAPlaceWithinTheText() => Gen.String[0, 60].Sample(static text =>
    {
        ConditionParser.Read(text, out var fault);
        if (fault is not null) fault.At.ShouldBeInRange(0, text.Length);
    }, seed: "0000KeyOfLevel", iter: 20_000);

    [Fact]
    public void Holds_WhatWasWrittenDown_HoldsAsWhatIsReadAgain() => Gen.Select(Nodes, Gen.Bool, Gen.Double[0, 4], Gen.Double[0, 1], Gen.Bool).Sample(static (node, isOverloaded, p99, cpu, isCalled) =>
    {
        var read = ConditionParser.Read(Written(node), out var fault).ShouldNotBeNull(fault?.Message + Written(node));

        ConditionMachine.Holds(read.Root, Look).ShouldBe(Expected(node));

        double? Look(ReadingKind kind, string subject) =>
            kind == ReadingKind.Overload ? isOverloaded ? 1 : 0 : kind == ReadingKind.Slowest ? isCalled ? p99 : null : kind == ReadingKind.Cpu ? cpu : isCalled ? 50 : 0;

        // The same said in another way.
        bool Expected(ConditionNode one) => one switch
        {
            ConditionAll all => !all.Parts.Any(part => !Expected(part)),
            ConditionAny any => any.Parts.Any(Expected),
            ConditionNot not => !Expected(not.Part),
            ConditionFlag => isOverloaded,
            ConditionCompare { Kind.Name: "p99" } => isCalled && p99 > 2,
            ConditionCompare { Kind.Name: "cpu" } => cpu <= 0.5,
            _ => true,
        };
    }, seed: "0000KeyOfLevel", iter: 5_000);

    [Fact]
    public void Holds_WhatIsNotKnown_IsNeitherAboveNorBelow()
    {
        foreach (var text in new[] { "p99(i) > 1s", "p99(i) < 1s", "p99(i) >= 1s", "p99(i) <= 1s" })
            ConditionMachine.Holds(ConditionParser.Read(text, out _)!.Root, static (_, _) => null).ShouldBeFalse(text);
    }

    [Theory]
    [InlineData("p99(i) > 2", 29)]
    [InlineData("'p99(i) > 2'", 30)]
    public void Plan_AConditionThatIsNone_IsToldAtItsOwnColumn(string written, int column)
    {
        var error = PlanReader.Read("plan.yaml", new MemoryPlanFiles().Add("plan.yaml", $$"""
            holdfast: 1
            owners: [a@example.com, b@example.com]
            services:
              s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } } }
            interfaces:
              i: { match: { path: "/a" }, service: s }
            degradation:
              sale:
                level-1: [ { interface: i, answer: off } ]
                enter: { when: {{written}} }
            """), static _ => null).Errors.ShouldHaveSingleItem();

        (error.Id, error.Place.Line, error.Place.Column).ShouldBe(("HF2357", 10, column), error.ToString());
    }

    private static string Written(ConditionNode node) => node switch
    {
        ConditionAll all => $"({string.Join(" and ", all.Parts.Select(Written))})",
        ConditionAny any => $"({string.Join(" or ", any.Parts.Select(Written))})",
        ConditionNot not => $"not {Written(not.Part)}",
        ConditionFlag => "overload(s)",
        ConditionCompare { Kind.Name: "p99" } => "p99(i) > 2s",
        ConditionCompare { Kind.Name: "cpu" } => "cpu <= 50%",
        _ => "calls(i) < 100/s",
    };
}
