using System.Text.Json;
using Holdfast.Core;
using Holdfast.Core.Commands;

namespace Holdfast.Control.Switches;

/// <summary>Keeps what operators have set beyond the end of the process. It is in force first and kept then: a full disk keeps nobody from switching anything off.</summary>
public sealed class SwitchKeeper(SwitchFile file, HoldfastRuntime runtime) : IDisposable
{
    private const string Slice = "switches";

    /// <summary>The slice of degradation plans: they alone are entered and left without a command.</summary>
    private const string ByItself = "levels";

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Sets again what the process before this one had set. Called once, when the first plan is live.</summary>
    public void Restore()
    {
        IReadOnlyList<Switch> kept;
        try
        {
            kept = file.Read();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            runtime.Signals.Publish(Slice, "switches-unreadable", "", $"what was set before is not set again: {file.Path} cannot be read: {fault.Message}");
            return;
        }

        foreach (var one in kept)
        {
            var result = runtime.Commands.Restore(one);
            if (result.Error is not null)
                runtime.Signals.Publish(Slice, "switch-lost", one.Target, $"'{one.Words}', set {one.Order}, is not set again: {result.Text}");
        }
    }

    /// <summary>From now on keeps also what changes without a command: a degradation plan that a condition has entered, or left.</summary>
    public void Follow() => runtime.Signals.Listen(signal =>
    {
        if (signal.Slice == ByItself) _ = KeepLaterAsync();
    });

    /// <summary>Not on the thread that tells of it: it waits for the disk.</summary>
    private async Task KeepLaterAsync()
    {
        await Task.Yield();
        try
        {
            await KeepAsync(CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            // The process ends: what is set was kept when it was set.
        }
    }

    /// <summary>Brings what is set now to the disk.</summary>
    /// <returns>Null when it is kept; else why it is not, in a sentence.</returns>
    public async Task<string?> KeepAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            // Read within: of two that change something at once, the last to write has both.
            file.Write(runtime.Commands.Switches());
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            runtime.Signals.Publish(Slice, "switches-not-kept", "", $"what is set would not outlive this process: {fault.Message}");
            return fault.Message;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
