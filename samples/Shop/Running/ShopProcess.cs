using System.Diagnostics;
using System.Globalization;

namespace Shop.Running;

/// <summary>
/// One node as a child process. Its standard input is a pipe that only this process holds: when it closes, by intent
/// or because this process is gone, the node ends.
/// </summary>
public sealed class ShopProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly TimeSpan _stopMax;
    private volatile bool _disposed;

    private ShopProcess(ShopNode node, Process process, Uri url, TimeProvider time, TimeSpan stopMax)
    {
        _process = process;
        _time = time;
        _stopMax = stopMax;
        Node = node;
        Url = url;
        Pid = process.Id;
    }

    public ShopNode Node { get; }

    public Uri Url { get; }

    public int Pid { get; }

    public bool HasExited => _disposed || _process.HasExited;

    /// <param name="url">Where it shall listen; null takes a free port.</param>
    /// <exception cref="ShopStartException">It ended, or did not say in time where it listens.</exception>
    public static async Task<ShopProcess> StartAsync(
        ShopNode node,
        Uri? url,
        ulong seed,
        ShopProcessOptions options,
        TimeProvider time,
        CancellationToken cancellation)
    {
        var process = NodeLaunch.Start(node, url, seed, options);
        try
        {
            var ready = await NodeLaunch.ReadReadyLineAsync(process, options.StartMax, time, cancellation);
            return new ShopProcess(node, process, new Uri(ready.Url), time, options.StopMax);
        }
        catch (Exception failure)
        {
            // Whatever it was about to say, it must not outlive the attempt.
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            var lastWords = await NodeLaunch.ReadLastWordsAsync(process);
            process.Dispose();
            if (failure is OperationCanceledException && cancellation.IsCancellationRequested)
                throw;

            var reason = failure is TimeoutException
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"it did not say where it listens within {options.StartMax.TotalSeconds:0.###} s")
                : failure.Message;
            throw new ShopStartException($"The shop's node {node.Name} did not start: {reason}. {lastWords}".TrimEnd(), failure);
        }
    }

    /// <summary>Ends it as <c>kill -9</c> does: nothing it has in flight is answered.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellation);
    }

    /// <summary>Lets it finish what is in flight, up to the time it is given; then it is killed.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(_stopMax, _time);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped by a signal or stuck: it does not see that its input closed.
            await KillAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;

        await StopAsync();
        _disposed = true;
        _process.Dispose();
    }
}
