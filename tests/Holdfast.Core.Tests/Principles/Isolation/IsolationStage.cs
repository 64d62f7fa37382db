using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Isolation;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Isolation;

/// <summary>A bench with pools, and calls that hold their places until a test ends them.</summary>
internal sealed class IsolationStage(string yaml) : IAsyncDisposable
{
    public Bench Bench { get; } = new(yaml);

    public CallPool Interface => Bench.Plan.Interfaces["i"].Inbound.OfType<IsolateStage>().First().Places.All;

    public CallPool Version => Bench.Version().Gates.OfType<PoolGate>().First().Pool;

    public PoolReading Done => PoolSites.Of(Bench.Plan).Select(static site => site.Pool.Tallies.Read()).Aggregate(static (sum, one) => sum.Plus(one));

    public HeldCall Begin(Action<FakeCall>? arrange = null) => new(Bench, arrange);

    public HeldCall[] Begin(int count, Action<FakeCall>? arrange = null) => [.. Enumerable.Range(0, count).Select(_ => Begin(arrange))];

    public void Pass(double seconds) => Bench.Time.Advance(TimeSpan.FromSeconds(seconds));

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    internal sealed class HeldCall
    {
        private readonly TaskCompletionSource<Outcome> _answer = new();
        private readonly TaskCompletionSource _atNode = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task<Outcome> _running;

        public HeldCall(Bench bench, Action<FakeCall>? arrange)
        {
            Call = bench.Call();
            arrange?.Invoke(Call);
            Call.OnAttempt = (_, _) =>
            {
                _atNode.TrySetResult();
                return new(_answer.Task);
            };
            _running = CallPipeline.RunAsync(Call).AsTask();
        }

        public FakeCall Call { get; }

        /// <summary>Whether it is at a node now.</summary>
        public bool IsAtNode => _atNode.Task.IsCompleted;

        public bool IsOver => _running.IsCompleted;

        /// <summary>Neither at a node nor over.</summary>
        public bool IsWaiting => !IsAtNode && !IsOver;

        public string? Refused => Call.Refusal?.Decision;

        public Measure Measured => Call.Decisions.Kept[^1].Measured;

        public Task AtNodeAsync() => _atNode.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public Task<Outcome> EndAsync()
        {
            _answer.TrySetResult(Outcome.Answered(200));
            return OverAsync();
        }

        public Task<Outcome> OverAsync() => _running.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
