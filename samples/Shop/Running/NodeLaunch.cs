using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Shop.Nodes;

namespace Shop.Running;

/// <summary>From a node of the topology to a child process that has said where it listens.</summary>
internal static class NodeLaunch
{
    /// <summary>As much of a failed node's last words as a message should carry, in characters.</summary>
    private const int LastWordsMax = 2_000;

    public static Process Start(ShopNode node, Uri? url, ulong seed, ShopProcessOptions options)
    {
        var start = new ProcessStartInfo(options.Dotnet)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            options.Assembly, "node",
            "--name", node.Name,
            "--service", node.Service,
            "--version", node.Version,
            "--zone", node.Zone,
            "--url", (url ?? new Uri("http://127.0.0.1:0")).GetLeftPart(UriPartial.Authority),
            "--seed", seed.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        // The children shall not meet what the parent was told: an address of ASP.NET, a profiler, a diagnostics port.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment.Remove("ASPNETCORE_URLS");

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new ShopStartException($"The shop's node {node.Name} did not start: {options.Dotnet}: {failure.Message}", failure);
        }
    }

    public static async Task<ReadyLine> ReadReadyLineAsync(
        Process process, TimeSpan startMax, TimeProvider time, CancellationToken cancellation)
    {
        // A thread of its own: a read of a pipe blocks, and a dozen of them would block the pool that the gateway lives on.
        var line = Task.Factory.StartNew(
            process.StandardOutput.ReadLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var text = await line.WaitAsync(startMax, time, cancellation);
        if (text is null)
            throw new EndOfStreamException("it ended without a word on standard output");

        return JsonSerializer.Deserialize(text, NodeJson.Default.ReadyLine)
            ?? throw new JsonException($"it said '{text}' where it should say its address");
    }

    public static async Task<string> ReadLastWordsAsync(Process process)
    {
        var buffer = new char[LastWordsMax];
        var length = await process.StandardError.ReadBlockAsync(buffer, CancellationToken.None);
        return new string(buffer, 0, length).Trim();
    }
}
