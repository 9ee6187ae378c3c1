namespace Synter.Domain.DataGen.Exports;

/// <summary>Writes records one after another; keeps nothing of what it wrote.</summary>
public interface IRecordWriter
{
    /// <summary>What stands before the first record.</summary>
    void Begin(TextWriter output);

    /// <param name="record">Compact JSON of one object.</param>
    void Write(TextWriter output, string record);

    /// <summary>What stands after the last.</summary>
    void End(TextWriter output);
}
