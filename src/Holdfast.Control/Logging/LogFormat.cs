namespace Holdfast.Control.Logging;

public enum LogFormat
{
    /// <summary>One line an event, for people.</summary>
    Text,

    /// <summary>One JSON object a line, for machines.</summary>
    Json,
}
