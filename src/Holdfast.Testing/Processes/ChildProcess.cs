using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Holdfast.Testing.Processes;

/// <summary>A process that never outlives the test.</summary>
public partial class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _commandLine;

    protected ChildProcess(ProcessStartInfo start, string commandLine)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        start.Environment["NO_COLOR"] = "1";
        _process = new Process { StartInfo = start };
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

    /// <param name="file">An executable; for an assembly, <see cref="Installation.Dotnet"/> with the assembly as first argument.</param>
    public static ChildProcess Start(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments);
        return new ChildProcess(start, $"{Path.GetFileName(file)} {string.Join(' ', start.ArgumentList)}");
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
        GC.SuppressFinalize(this);
    }

    /// <summary>State and last output, for failure messages.</summary>
    public string Describe() =>
        $"--- '{_commandLine}' {(HasExited ? $"ended with {_process.ExitCode}" : $"runs as {Id}")}; stdout:\n{Output.Last()}\n--- stderr:\n{Errors.Last()}\n---";

    private static void Keep(OutputTail tail, string? line)
    {
        if (line is not null)
            tail.Add(line);
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int kill(int pid, int signal);
}
