using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Failover;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>Teaches a bench's interface <c>i</c> what is normal.</summary>
internal static class Learning
{
    public static async Task UsualAsync(Bench bench, TimeSpan taken, int calls = PaceMachine.CallsMin + 10)
    {
        for (var i = 0; i < calls; i++)
        {
            var call = bench.Call();
            call.OnTry = (attempt, _) =>
            {
                bench.Time.Advance(taken);
                call.Accepts(attempt, Outcome.Answered(200)).ShouldBeTrue();
                return new(Outcome.Answered(200));
            };
            (await CallPipeline.RunAsync(call)).IsSuccess.ShouldBeTrue();
        }

        bench.Time.Advance(TimeSpan.FromSeconds(1));
        FailoverSlice.Pace(bench.Plan.Interfaces["i"].State).Usual.ShouldNotBeNull().TotalMilliseconds
            .ShouldBe(taken.TotalMilliseconds, taken.TotalMilliseconds * 0.0625);
    }
}
