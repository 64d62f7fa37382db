using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles;
using Holdfast.Core.Principles.Limits;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Limits;

/// <summary>A bench whose interface or service has limits, and calls that end, or wait, as a test says.</summary>
internal sealed class LimitScene(string yaml, IReadOnlyList<ISlice>? slices = null) : IAsyncDisposable
{
    public Bench Bench { get; } = new(yaml, slices);

    public IReadOnlyList<LimitSeat> Seats => [.. LimitsSlice.Seats(Bench.Plan)];

    public IEnumerable<string> Signals => Bench.Runtime.Signals.Kept().Where(static signal => signal.Slice == "limits").Select(static signal => signal.Name);

    /// <summary>One call that ends at once.</summary>
    public async Task<FakeCall> SendAsync(Action<FakeCall>? arrange = null)
    {
        var call = Call(arrange);
        await CallPipeline.RunAsync(call);
        return call;
    }

    /// <returns>How many of so many calls passed.</returns>
    public async Task<int> SendAsync(int times, Action<FakeCall>? arrange = null)
    {
        var passed = 0;
        for (var i = 0; i < times; i++)
            if ((await SendAsync(arrange)).Refusal is null) passed++;
        return passed;
    }

    /// <summary>A call that waits, in a queue or for its answer.</summary>
    public (FakeCall Call, Task<Outcome> Running) Begin(Action<FakeCall>? arrange = null)
    {
        var call = Call(arrange);
        return (call, CallPipeline.RunAsync(call).AsTask());
    }

    public void Pass(double seconds) => Bench.Time.Advance(TimeSpan.FromSeconds(seconds));

    public object? Cell(string column, int row = 0)
    {
        var table = Bench.Runtime.Slices.Single(static slice => slice.Id == "limits").Snapshot(Bench.Runtime.Present!).Tables[0];
        return table.Rows[row][table.Columns.ToList().IndexOf(column)];
    }

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    private FakeCall Call(Action<FakeCall>? arrange)
    {
        var call = Bench.Call();
        call.Target = "/i/1";
        arrange?.Invoke(call);
        return call;
    }
}
