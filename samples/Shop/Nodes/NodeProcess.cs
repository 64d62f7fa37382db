using System.Runtime.InteropServices;
using System.Text.Json;

namespace Shop.Nodes;

/// <summary>
/// One node as a process. It says where it listens in one line of JSON on standard output, and ends when its
/// standard input closes: the parent holds the other end of that pipe, so that even a parent killed with -9 leaves
/// no node behind.
/// </summary>
internal static class NodeProcess
{
    public static async Task<int> RunAsync(NodeOptions options, TimeProvider time)
    {
        // Ctrl-C reaches every process of the terminal at once. A node with a parent waits for the parent's word, so
        // that the gateway in front of it can finish what is in flight.
        using var interrupt = Console.IsInputRedirected
            ? PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true)
            : null;

        await using var host = await NodeHost.StartAsync(options, time, CancellationToken.None);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            host.Stop();
        });
        using var quit = Console.IsInputRedirected
            ? null
            : PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
            {
                context.Cancel = true;
                host.Stop();
            });
        WatchParent(host);

        var ready = new ReadyLine(options.Name, Environment.ProcessId, host.Address.GetLeftPart(UriPartial.Authority));
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(ready, NodeJson.Default.ReadyLine));
        await Console.Out.FlushAsync();

        await host.Stopped;
        return 0;
    }

    /// <summary>A thread of its own: a pending read of a pipe would hold one of the pool's for as long as the node lives.</summary>
    private static void WatchParent(NodeHost host)
    {
        var watch = new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            Span<byte> ignored = stackalloc byte[64];
            try
            {
                while (input.Read(ignored) > 0)
                {
                    // What is written to a node is not for it; only the end matters.
                }
            }
            catch (IOException)
            {
                // A broken pipe is an end like any other.
            }

            host.Stop();
        })
        {
            IsBackground = true,
            Name = "parent",
        };
        watch.Start();
    }
}
