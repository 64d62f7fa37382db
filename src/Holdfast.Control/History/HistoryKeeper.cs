using Holdfast.Core.Signals;

namespace Holdfast.Control.History;

/// <summary>Keeps the last hour beyond the end of the process: writes it once a minute and at the end, and reads it at the beginning.</summary>
public sealed class HistoryKeeper : IAsyncDisposable
{
    /// <summary>What a process that is killed loses at the most.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly HistoryBook _book;
    private readonly HistoryFile _file;
    private readonly SignalLog _signals;
    private readonly ITimer _timer;
    private readonly Lock _writing = new();
    private bool _isFailing;

    public HistoryKeeper(HistoryBook book, HistoryFile file, SignalLog signals, TimeProvider time)
    {
        (_book, _file, _signals) = (book, file, signals);
        if (file.Read() is { } kept) book.Restore(kept);
        _timer = time.CreateTimer(static self => ((HistoryKeeper)self!).Write(), this, Every, Every);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        Write();
    }

    private void Write()
    {
        lock (_writing)
        {
            try
            {
                if (_book.Keep() is { } kept) _file.Write(kept);
                _isFailing = false;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Said once: nothing depends on it.
                if (!_isFailing) _signals.Publish("history", "history-not-kept", "", $"the last hour would not outlive this process: {fault.Message}");
                _isFailing = true;
            }
        }
    }
}
