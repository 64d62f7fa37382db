using Shop.Running;

namespace Holdfast.Cli.Demo;

/// <summary>Starts nodes again that have died, as whatever runs services in earnest would.</summary>
internal sealed class DemoRestarts(ShopProcesses shop, Screen screen, TimeProvider time)
{
    /// <summary>Long enough to be seen as dead in <c>holdfast status</c>, short enough to be waited for.</summary>
    public static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var died = new Dictionary<string, long>();
        while (true)
        {
            await Task.Delay(Look, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested) return;
            foreach (var node in shop.Nodes.Where(static node => node.HasExited))
            {
                var name = node.Node.Name;
                if (died.TryAdd(name, time.GetTimestamp())) screen.Say($"{name} has died; it is started again in {After.TotalSeconds:0} s.\n");
                else if (time.GetElapsedTime(died[name]) >= After && await TryStartAsync(name, stopping)) died.Remove(name);
            }
        }
    }

    private async Task<bool> TryStartAsync(string name, CancellationToken stopping)
    {
        try
        {
            var node = await shop.RestartAsync(name, stopping);
            screen.Say($"{name} runs again, as process {node.Pid} on {node.Url.Authority}.\n");
            return true;
        }
        catch (ShopStartException fault)
        {
            screen.Say($"{fault.Message}\n");
            return false;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }
}
