namespace SingleTable.Linq;

/// <summary>What of a live table differs from its model.</summary>
public enum TableDriftKind
{
    /// <summary>There is no such table.</summary>
    TableMissing,

    /// <summary>The table cannot be used now: it is being created or deleted, or DynamoDB has no access to its key.</summary>
    TableStatus,

    /// <summary>The primary key has other attributes.</summary>
    TableKeys,

    /// <summary>A key attribute has another type.</summary>
    AttributeType,

    /// <summary>An index of the model is not there.</summary>
    IndexMissing,

    /// <summary>The index cannot be used now: it is being filled or deleted.</summary>
    IndexStatus,

    /// <summary>The index has other attributes in its key.</summary>
    IndexKeys,

    /// <summary>The index is local where the model has a global one, or the other way round.</summary>
    IndexScope,

    /// <summary>The index holds other attributes beside the keys.</summary>
    IndexProjection,

    /// <summary>The table has an index that the model does not know.</summary>
    IndexExtra,

    /// <summary>Time to live is off, or on another attribute, or on where the model has none.</summary>
    TimeToLive,

    /// <summary>The table is not billed per request, as <see cref="TableContext.CreateTableRequest"/> has it.</summary>
    BillingMode,
}
