using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Breakers;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Breakers;

/// <summary>A bench whose service has a breaker, and calls that end, or wait, as a test says.</summary>
internal sealed class BreakerStage(string yaml) : IAsyncDisposable
{
    public static readonly Outcome Good = Outcome.Answered(200);
    public static readonly Outcome Bad = Outcome.Answered(503);

    public Bench Bench { get; } = new(yaml);

    public BreakerSeat Seat => BreakersSlice.Seats(Bench.Plan).First().Seat;

    public BreakerPhase Phase => Seat.Set.State!.Era.Machine.Phase;

    public BreakerReading Reading => Seat.Set.State!.Era.Read(Bench.Time.GetTimestamp());

    public IEnumerable<string> Signals => Bench.Runtime.Signals.Kept().Where(static signal => signal.Slice == "breakers").Select(static signal => signal.Name);

    /// <summary>One call that ends at once.</summary>
    /// <returns>Null: it was made; else the decision that refused it.</returns>
    public async Task<string?> SendAsync(Outcome outcome, Action<FakeCall>? arrange = null)
    {
        var call = Bench.Call();
        arrange?.Invoke(call);
        call.OnAttempt = (_, _) => new(outcome);
        await CallPipeline.RunAsync(call);
        return call.Refusal?.Position == Position.Breaker ? call.Refusal.Decision : null;
    }

    public async Task SendAsync(int times, Outcome outcome)
    {
        for (var i = 0; i < times; i++) await SendAsync(outcome);
    }

    /// <summary>A call that waits for its answer until the test gives it.</summary>
    public WaitingCall Begin(Action<FakeCall>? arrange = null) => new(Bench, arrange);

    public void Pass(double seconds) => Bench.Time.Advance(TimeSpan.FromSeconds(seconds));

    public NodeModel Node(int index) => Bench.Node(index);

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    internal sealed class WaitingCall
    {
        private readonly TaskCompletionSource<Outcome> _answer = new();
        private readonly Task<Outcome> _running;

        public WaitingCall(Bench bench, Action<FakeCall>? arrange)
        {
            Call = bench.Call();
            arrange?.Invoke(Call);
            Call.OnAttempt = (_, _) => new(_answer.Task);
            _running = CallPipeline.RunAsync(Call).AsTask();
        }

        public FakeCall Call { get; }

        public bool IsMade => Call.Nodes.Count > 0;

        /// <summary>The head of an answer comes; its body goes on.</summary>
        public void BeginAnswer() => Call.Accepts(Call.Attempt!, Good).ShouldBeTrue();

        public Task<Outcome> EndAsync(Outcome outcome)
        {
            _answer.SetResult(outcome);
            return _running.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
