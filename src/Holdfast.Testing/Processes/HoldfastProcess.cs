using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Holdfast.Testing.Processes;

/// <summary>The built <c>holdfast</c> executable, run as a child that never outlives the test.</summary>
public sealed partial class HoldfastProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _commandLine;

    private HoldfastProcess(Process process, string commandLine)
    {
        _process = process;
        _commandLine = commandLine;
        _process.OutputDataReceived += (_, line) => Keep(Output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(Errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Id = _process.Id;
    }

    public int Id { get; }

    /// <summary>Standard output.</summary>
    public OutputTail Output { get; } = new();

    /// <summary>Standard error.</summary>
    public OutputTail Errors { get; } = new();

    public bool HasExited => _process.HasExited;

    public static HoldfastProcess Start(IEnumerable<string> arguments, HoldfastProcessOptions? options = null)
    {
        options ??= new HoldfastProcessOptions();
        var start = new ProcessStartInfo(Installation.Dotnet)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = options.WorkingFolder ?? "",
        };
        start.ArgumentList.Add(Installation.Cli);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in options.Environment)
            start.Environment[name] = value;
        return new HoldfastProcess(
            new Process { StartInfo = start }, "holdfast " + string.Join(' ', start.ArgumentList.Skip(1)));
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
                    throw new InvalidOperationException($"'{_commandLine}' ended before it was ready.\n{Describe()}");
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
            $"'{_commandLine}' to be ready at {admin}",
            within ?? TimeSpan.FromSeconds(60),
            () => $"{last}\n{Describe()}");
    }

    /// <summary>Writes to its standard input and ends it.</summary>
    public async Task WriteAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        _process.StandardInput.Close();
    }

    public Task WaitForOutputAsync(string part, TimeSpan? within = null) => Eventually.HoldsAsync(
        () => Output.Contains(part) || Errors.Contains(part), $"'{part}' in the output of '{_commandLine}'", within, Describe);

    public async Task<int> WaitForExitAsync(TimeSpan? within = null)
    {
        await _process.WaitForExitAsync().Within($"'{_commandLine}' to end", within ?? TimeSpan.FromSeconds(60), Describe);
        return _process.ExitCode;
    }

    /// <summary>Sends a signal to the process alone, not to its children.</summary>
    public void Signal(UnixSignal signal)
    {
        if (kill(Id, (int)signal) != 0 && !HasExited)
            throw new InvalidOperationException($"kill({Id}, {signal}) failed with errno {Marshal.GetLastPInvokeError()}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>State and last output, for failure messages.</summary>
    public string Describe() =>
        $"--- {(HasExited ? $"exit code {_process.ExitCode}" : $"running as {Id}")}; stdout:\n{Output.Last()}\n--- stderr:\n{Errors.Last()}\n---";

    private static void Keep(OutputTail tail, string? line)
    {
        if (line is not null)
            tail.Add(line);
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int kill(int pid, int signal);
}
