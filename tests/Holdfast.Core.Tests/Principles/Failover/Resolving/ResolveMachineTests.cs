using System.Net;
using CsCheck;
using Holdfast.Core.Principles.Failover.Resolving;

namespace Holdfast.Core.Tests.Principles.Failover.Resolving;

public sealed class ResolveMachineTests
{
    private static readonly AddressChoice Nothing = new([], "");

    [Fact]
    public void Next_NoUsableAnswer_KeepsTheLastAddressesAndSaysWhy()
    {
        var before = ResolveMachine.Next(null, Choice(1, 2), null, 10);

        var after = ResolveMachine.Next(before, Nothing, "no such host", 20);

        after.ShouldBe(new ResolvedName(before.Addresses, "no such host", "", 20));
        ResolveMachine.IsChange(before, after).ShouldBeFalse();
        ResolveMachine.Next(before, new AddressChoice([], "10.0.0.9 is no host"), null, 20).Fault.ShouldBe("10.0.0.9 is no host");
        ResolveMachine.Next(null, Nothing, null, 20).Fault.ShouldBe("the answer holds no address");
    }

    [Fact]
    public void Next_AnyAnswers_OnceKnownANameIsNeverWithoutAddressesAndFollowsTheLast() =>
        Gen.Int[0, 15].Array[1, 40].Sample(answers =>
        {
            ResolvedName? known = null;
            var last = 0;
            foreach (var answer in answers)
            {
                var before = known;
                known = ResolveMachine.Next(known, Of(answer), answer == 0 ? "no answer" : null, 0);
                if (answer > 0) last = answer;
                known.Addresses.ShouldBe(Of(last).Addresses);
                (known.Fault is null).ShouldBe(answer > 0);
                ResolveMachine.IsChange(before, known).ShouldBe(before is null || !before.Addresses.SequenceEqual(known.Addresses));
            }
        });

    /// <summary>The addresses whose bits are set.</summary>
    private static AddressChoice Of(int bits) => Choice([.. Enumerable.Range(0, 4).Where(bit => (bits & (1 << bit)) != 0)]);

    private static AddressChoice Choice(params int[] last) => new([.. last.Select(static one => new IPAddress([10, 0, 0, (byte)one]))], "");
}
