using System.Globalization;
using System.Runtime.InteropServices;
using Holdfast.Testing.Abuse;
using Holdfast.Testing.Origins;

namespace Holdfast.Testing.Node;

/// <summary>What a test needs as a process of its own: a node that can be made sick, killed and stopped in earnest; an origin; clients that attack.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => arguments switch
    {
        ["attack", var kind, var count, var perSecond, var url] =>
            AttackAsync(new SlowAttack(Enum.Parse<SlowAttackKind>(kind), Number(count), Number(perSecond), new Uri(url), Console.Out)),
        ["origin"] => OriginAsync(),
        [var name, var port, var control, var record] => NodeAsync(name, Number(port), Number(control), record),
        _ => UsageAsync(),
    };

    private static async Task<int> NodeAsync(string name, int port, int control, string record)
    {
        using var requests = new RequestRecord(record);
        await using var node = await SickNode.StartAsync(name, port, control, requests, TimeProvider.System);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            node.Stop();
        });
        WatchParent(node.Stop);
        await Console.Out.WriteLineAsync("ready");
        await node.Stopped;
        return 0;
    }

    private static async Task<int> OriginAsync()
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        WatchParent(() => over.TrySetResult());
        await using var origin = await KestrelOrigin.StartAsync();
        await Console.Out.WriteLineAsync(origin.Http1Url.ToString());
        await over.Task;
        return 0;
    }

    private static async Task<int> AttackAsync(SlowAttack attack)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        WatchParent(() => over.TrySetResult());
        await Task.WhenAny(attack.RunAsync(), over.Task).Unwrap();
        return 0;
    }

    private static async Task<int> UsageAsync()
    {
        await Console.Error.WriteLineAsync("""
            usage: Holdfast.Testing.Node NAME PORT CONTROL-PORT RECORD-FILE
                   Holdfast.Testing.Node origin
                   Holdfast.Testing.Node attack Heads|Bodies|Reads COUNT COUNT-PER-SECOND URL
            """);
        return 2;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Standard input ends when whoever started this process is gone, even by kill -9: it must leave nothing behind.</summary>
    private static void WatchParent(Action stop) => new Thread(() =>
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

        stop();
    })
    { IsBackground = true, Name = "parent" }.Start();
}
