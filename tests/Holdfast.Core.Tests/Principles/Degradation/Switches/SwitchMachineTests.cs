using CsCheck;
using Holdfast.Core.Commands;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Degradation.Switches;

namespace Holdfast.Core.Tests.Principles.Degradation.Switches;

public sealed class SwitchMachineTests
{
    private static readonly Refusal Refusal = new(new KnownError("HF4999", "refused by a test", "", "") { Status = 503 }, "test", Position.Degradation, "");

    private static readonly Gen<SwitchOrder[]> Sets = Gen.Select(
        Gen.Enum<SwitchKind>().Array[0, 4].Select(static kinds => kinds.Distinct().Order().ToArray()), Gen.Long[0, 100].Array[4], Gen.Double[0.01, 1],
        static (kinds, ends, share) => kinds.Select((kind, i) => Order(kind, ends[i], share)).ToArray());

    [Fact]
    public void Decide_WhatIsOver_DecidesNothing() => Gen.Select(Sets, Gen.Bool, Gen.Double[0, 0.999]).Sample(
        static (orders, kept, place) => SwitchMachine.Decide(orders, 101, kept, place).ShouldBeNull(), seed: "0000KeyOfSwitc", iter: 2_000);

    [Fact]
    public void Decide_AnySet_IsWhatTheStrictestThatHoldsSays() => Gen.Select(Sets, Gen.Long[0, 100], Gen.Bool, Gen.Double[0, 0.999]).Sample(
        static (orders, now, kept, place) =>
        {
            var decided = SwitchMachine.Decide(orders, now, kept, place);
            var held = orders.Where(one => now < one.Until).ToDictionary(static one => one.Kind);
            // The same said in another way, kind by kind.
            var expected =
                held.TryGetValue(SwitchKind.Off, out var off) ? off
                : held.TryGetValue(SwitchKind.Stale, out var stale) && kept ? stale
                : held.TryGetValue(SwitchKind.Answer, out var answer) ? answer
                : stale ?? (held.TryGetValue(SwitchKind.Share, out var share) && place >= share.Share ? share : null);
            decided.ShouldBe(expected);
        }, seed: "0000KeyOfSwitc", iter: 10_000);

    [Fact]
    public void Decide_Share_LetsThatPartOfTheCallersIn()
    {
        SwitchOrder[] orders = [Order(SwitchKind.Share, 1, 0.3)];

        Enumerable.Range(0, 1_000).Count(place => SwitchMachine.Decide(orders, 0, isKept: false, place / 1_000.0) is null).ShouldBe(300);
    }

    private static SwitchOrder Order(SwitchKind kind, long until, double share) => new(kind, new CommandOrder("ann", ""), until, default)
    {
        Arguments = new Dictionary<string, string>(), Refusal = Refusal, Words = $"{kind}", Share = kind == SwitchKind.Share ? share : 1,
    };
}
