using System.Runtime.InteropServices;

namespace Holdfast.Cli.Up;

/// <summary>The signals of a process that runs until it is told to stop.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hurry = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Action? _onHangup;

    /// <param name="isHangupStop">SIGHUP stops, as for a program that lives and dies with its terminal.</param>
    public StopSignals(bool isHangupStop)
    {
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, isHangupStop ? Stop : Hangup),
        ];
    }

    /// <summary>Ends with the first signal.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Cancelled with the first signal: for what has only begun.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Cancelled with the second: end at once.</summary>
    public CancellationToken Hurry => _hurry.Token;

    /// <summary>What SIGHUP does, beside what it did before: look at the plan now, open the log anew.</summary>
    public void OnHangup(Action also) => Volatile.Write(ref _onHangup, _onHangup + also);

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
        _hurry.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_asked.TrySetResult())
            _stop.Cancel();
        else
            _hurry.Cancel();
    }

    private void Hangup(PosixSignalContext context)
    {
        context.Cancel = true;
        Volatile.Read(ref _onHangup)?.Invoke();
    }
}
