using Holdfast.Control.Store;
using Holdfast.Core.Signals;

namespace Holdfast.Control.Access;

/// <summary>Does now and then what could not be done at once because the store was away: reads the tokens, writes down their use, puts on record what waits.</summary>
public sealed class AccessUpkeep(TokenBook tokens, AuditDesk audit, SignalLog signals, TimeProvider time) : IAsyncDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private Task? _looking;
    private string _told = "";

    public void Start() => _looking = Task.Run(RunAsync, CancellationToken.None);

    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await tokens.ReadAsync(cancellation);
            await tokens.KeepUsesAsync(cancellation);
            await audit.LookAsync(cancellation);
        }
        catch (StoreException)
        {
            // StoreWatch tells of it; the next look is due shortly.
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // Whatever it was: a look that ended for good would leave tokens unread and rows unwritten, and nobody would know.
            if (_told == fault.Message) return;
            _told = fault.Message;
            signals.Publish("access", "access-upkeep-failed", "", $"tokens and records were not looked after: {fault.GetType().Name}: {fault.Message}; it is tried again every {Every.TotalSeconds:0} s");
        }
    }

    /// <summary>Once more at the end: what is not kept now is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_looking is { } looking)
        {
            await looking;
            await LookAsync(CancellationToken.None);
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) await LookAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The process ends.
        }
    }
}
