namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>How much the process itself has to do. The host knows how to find out.</summary>
public interface IProcessGauges
{
    /// <summary>Asked ten times a second where a plan has the process protected, never on the way of a call, and by one thread at a time. Does not throw.</summary>
    ProcessReading Read();

    /// <summary>Gives memory back that nothing uses. May take as long as a full collection.</summary>
    void Relieve();
}
