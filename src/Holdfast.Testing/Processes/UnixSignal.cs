namespace Holdfast.Testing.Processes;

/// <summary>Numbers of the signals that tests send (POSIX).</summary>
public enum UnixSignal
{
    Hangup = 1,
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
