namespace Holdfast.Cli;

/// <summary>What a script may rely on.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>A fault nobody foresaw.</summary>
    public const int Fault = 1;

    /// <summary>The plan or the arguments are bad, or the running process refuses to do it.</summary>
    public const int BadInput = 2;

    /// <summary>A port, folder or file that is needed cannot be had.</summary>
    public const int CannotStart = 3;

    /// <summary>The running process did not answer.</summary>
    public const int Unreachable = 4;

    /// <summary>Asked to stop twice: calls in flight were cut.</summary>
    public const int CutShort = 5;

    /// <summary>It was done, but what should be waited for did not come about in time.</summary>
    public const int WaitedInVain = 6;
}
