using System.Globalization;
using System.Runtime.InteropServices;

namespace Holdfast.Testing.Node;

/// <summary>A node that can be made sick, as a process of its own: so that it can be killed and stopped in earnest.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var name, var port, var control, var record])
        {
            await Console.Error.WriteLineAsync("usage: Holdfast.Testing.Node NAME PORT CONTROL-PORT RECORD-FILE");
            return 2;
        }

        using var requests = new RequestRecord(record);
        await using var node = await SickNode.StartAsync(name, Port(port), Port(control), requests, TimeProvider.System);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            node.Stop();
        });
        WatchParent(node);
        await Console.Out.WriteLineAsync("ready");
        await node.Stopped;
        return 0;
    }

    private static int Port(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Standard input ends when whoever started this process is gone, even by kill -9: it must leave no node behind.</summary>
    private static void WatchParent(SickNode node) => new Thread(() =>
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        try
        {
            while (input.Read(ignored) > 0)
            {
                // Only the end matters.
            }
        }
        catch (IOException)
        {
            // A broken pipe is an end like any other.
        }

        node.Stop();
    })
    { IsBackground = true, Name = "parent" }.Start();
}
