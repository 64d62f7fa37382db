using System.Diagnostics;

namespace Holdfast.Testing.Processes;

/// <summary>The built <c>holdfast</c> executable, run as a child.</summary>
public sealed class HoldfastProcess : ChildProcess
{
    private HoldfastProcess(ProcessStartInfo start, string commandLine)
        : base(start, commandLine)
    {
    }

    public static HoldfastProcess Start(IEnumerable<string> arguments, HoldfastProcessOptions? options = null)
    {
        options ??= new HoldfastProcessOptions();
        string[] words = [.. arguments];
        string[] command = [.. options.Within, Installation.Dotnet, Installation.Cli, .. words];
        // A shell can lower its own limit and then become the process.
        if (options.FilesMax is { } files)
            command = ["/bin/sh", "-c", $"ulimit -n {files}; exec \"$0\" \"$@\"", .. command];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = options.WorkingFolder ?? "",
        };
        start.Environment["XDG_STATE_HOME"] = AdminAccess.StateFolder;
        foreach (var (name, value) in options.Environment)
            start.Environment[name] = value;
        return new HoldfastProcess(start, "holdfast " + string.Join(' ', words));
    }

    /// <summary>Runs one that ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        IEnumerable<string> arguments, HoldfastProcessOptions? options = null)
    {
        await using var process = Start(arguments, options);
        var exitCode = await process.WaitForExitAsync();
        return (exitCode, process.Output.Text, process.Errors.Text);
    }

    /// <summary>Waits until <c>/healthz/ready</c> of the admin listener answers 200.</summary>
    /// <param name="admin">The admin listener's address.</param>
    public async Task WaitUntilReadyAsync(Uri admin, TimeSpan? within = null)
    {
        using var client = new HttpClient { BaseAddress = admin, Timeout = TimeSpan.FromSeconds(5) };
        var last = "nothing";
        await Eventually.HoldsAsync(
            async () =>
            {
                if (HasExited)
                    throw new InvalidOperationException($"It ended before it was ready.\n{Describe()}");
                try
                {
                    using var answer = await client.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
                    last = $"status {(int)answer.StatusCode}";
                    return answer.IsSuccessStatusCode;
                }
                catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException)
                {
                    last = failed.Message;
                    return false;
                }
            },
            $"readiness at {admin}",
            within ?? TimeSpan.FromSeconds(60),
            () => $"{last}\n{Describe()}");
    }
}
