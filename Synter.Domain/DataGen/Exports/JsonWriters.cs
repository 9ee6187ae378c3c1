namespace Synter.Domain.DataGen.Exports;

/// <summary>A JSON array, one record a line.</summary>
public sealed class JsonArrayWriter : IRecordWriter
{
    private bool _hasWritten;

    public void Begin(TextWriter output) => output.Write('[');

    public void Write(TextWriter output, string record)
    {
        output.Write(_hasWritten ? ",\n" : "\n");
        output.Write(record);
        _hasWritten = true;
    }

    public void End(TextWriter output) => output.Write(_hasWritten ? "\n]\n" : "]\n");
}

/// <summary>JSON Lines.</summary>
public sealed class JsonLinesWriter : IRecordWriter
{
    public void Begin(TextWriter output)
    {
    }

    public void Write(TextWriter output, string record)
    {
        // Compact JSON has no line breaks: those in texts are escaped.
        output.Write(record);
        output.Write('\n');
    }

    public void End(TextWriter output)
    {
    }
}
