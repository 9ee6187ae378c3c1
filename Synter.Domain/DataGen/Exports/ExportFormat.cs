namespace Synter.Domain.DataGen.Exports;

/// <summary>The forms a dataset can be taken along in.</summary>
public enum ExportFormat
{
    /// <summary>One array.</summary>
    Json,

    /// <summary>One record a line.</summary>
    Jsonl,

    Csv,
}

public static class ExportFormats
{
    public static string ContentType(this ExportFormat format) => format switch
    {
        ExportFormat.Json => "application/json; charset=utf-8",
        ExportFormat.Jsonl => "application/x-ndjson; charset=utf-8",
        ExportFormat.Csv => "text/csv; charset=utf-8",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    public static string Extension(this ExportFormat format) => format switch
    {
        ExportFormat.Json => "json",
        ExportFormat.Jsonl => "jsonl",
        ExportFormat.Csv => "csv",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
