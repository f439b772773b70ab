/*
 * Quire's sentences. Goals: every alternative labelled, one entry rule per consumer, and every decision is made by the next
 * token alone, so that a cold parser has nothing to compute: README.md says how that is kept. Binary operators are a flat sequence;
 * their precedence is a table in `Operators`. It accepts loosely where a builder can then say exactly what is wrong.
 */
parser grammar QuireParser;

options { tokenVocab = QuireLexer; }

// Entries. The reader cuts a text into these pieces, so that no more than one of them is in memory as a parse tree.
declarationInput: declaration EOF;
scenarioHead: SCENARIO TEXT TAG* LBRACE EOF;
scenarioMemberInput: scenarioMember EOF;
statementInput: statement EOF;
expressionInput: expression EOF;

declaration
    : USE label                                                                     # useDeclaration
    | CONST name ASSIGN expression                                                  # constDeclaration
    | OPTION name (COLON type)? ASSIGN expression                                   # optionDeclaration
    | RECORDED? PROFILE name (COLON base=name)? LBRACE (setting END)* RBRACE        # profileDeclaration
    | ENUM name cases                                                               # enumDeclaration
    | FLAGS name cases                                                              # flagsDeclaration
    | RECORD label fields                                                           # recordDeclaration
    | OBJECT label fields                                                           # objectDeclaration
    | function                                                                      # functionDeclaration
    | EVENT label signature                                                         # eventDeclaration
    | CALLBACKS name LBRACE (callback END)* RBRACE                                  # callbacksDeclaration
    | SECONDARY name signature? members                                             # secondaryDeclaration
    | PATCH name (ASSIGN sum+=name (PLUS sum+=name)* | LBRACE (change END)* RBRACE) # patchDeclaration
    | EXTEND ((FLAGS | ENUM) name cases | (OBJECT | RECORD | SECONDARY) label members) # extensionDeclaration
    | SCENARIO TEXT TAG* LBRACE (scenarioMember END)* RBRACE                        # scenarioDeclaration
    ;

setting: name ASSIGN expression;
cases: LBRACE (label (COMMA | END))* RBRACE;
fields: LBRACE (field (COMMA | END))* RBRACE;
field: storage=(VAR | SHARED | METRIC | GHOST | ATOMIC)? fieldName COLON type (ASSIGN expression)?;
signature: LPAREN (parameter (COMMA parameter)*)? RPAREN;
parameter: name COLON type;

function
    : EXTERN FN label signature (ARROW type)?                    # externFunction
    | FN label signature (ARROW type)? block                     # plainFunction
    | INVARIANT label signature (block | ASSIGN expression)      # invariantFunction
    ;

callback: ON label signature (ARROW type)? block?;
members: LBRACE (member (COMMA | END))* RBRACE;

member
    : field      # fieldMember
    | callback   # callbackMember
    | function   # functionMember
    ;

change
    : how=(REPLACE | OVERRIDES) replacement                 # replaceChange
    | SET setting                                           # setChange
    | NEEDS expression TEXT                                 # needsChange
    | declaration                                           # addChange
    ;

replacement
    : function                                                      # functionReplacement
    | ON owner=label DOT callbackName=label signature (ARROW type)? block # callbackReplacement
    ;

scenarioMember
    : KERNEL IN LBRACKET kernelExpression (COMMA kernelExpression)* RBRACKET # kernelMember
    | SETUP block                                                            # setupMember
    | THREAD name block                                                      # threadMember
    | kind=(ALWAYS | NEVER | EXISTS | EVENTUALLY) expression                 # propertyMember
    | statement                                                              # statementMember
    ;

kernelExpression: layers+=name (PLUS layers+=name)*;

block: LBRACE (statement END)* RBRACE;

// `process A` and `guest vm = kvm(…)` are expression statements with a declared name, since both words are names too.
statement
    : kind=(LET | VAR) name (COLON type)? (ASSIGN expression)?                     # localStatement
    | GHOST VAR name (COLON type)? (ASSIGN expression)?                            # ghostStatement
    | IF expression block alternative*                                             # ifStatement
    | WHILE expression block                                                       # whileStatement
    | (FOR | EACH) name IN expression block                                        # forStatement
    | BREAK                                                                        # breakStatement
    | CONTINUE                                                                     # continueStatement
    | RETURN expression?                                                           # returnStatement
    | MATCH expression LBRACE (arm END)* RBRACE                                    # matchStatement
    | op=(ACQUIRE | RELEASE | DOWNGRADE | ASSERT_HELD) SHARED? expression          # lockStatement
    | LOCK SHARED? expression block                                                # lockBlock
    | WAIT UNTIL expression                                                        # waitStatement
    | RETRY                                                                        # retryStatement
    | CHOOSE (block (OR block)* | alternatives+=operators (OR alternatives+=operators)*) # chooseStatement
    | ATOMIC block                                                                 # atomicStatement
    | EMIT label LPAREN arguments? RPAREN                                          # emitStatement
    | kind=(FAIL | UNMODELLED) TEXT                                                # failStatement
    | EXPECT (EVENTS LBRACE (eventPattern END)* RBRACE IN block | expression block?) # expectStatement
    | operators declared=IDENT? (op=(ASSIGN | PLUS_ASSIGN | MINUS_ASSIGN | AND_ASSIGN | OR_ASSIGN) value=expression)? # expressionStatement
    ;

// One of `else if c { }` and `else { }`; the builder sees to it that only the last is without a condition.
alternative: ELSE (IF expression)? block;
arm: (ELSE_ARROW | patterns+=expression (COMMA patterns+=expression)* FAT_ARROW) (block | statement);
eventPattern: label eventOperand*;
eventOperand: (INT UNIT? | YES | NO | NONE | PERM | IDENT) postfix*;
arguments: expression (COMMA expression)*;

expression
    : IF condition=expression THEN then=expression ELSE otherwise=expression       # conditional
    | CHOOSE alternatives+=operators (OR alternatives+=operators)*                 # choose
    | operators                                                                    # operation
    ;

operators: operand operator*;

operator
    : op=(STAR | SLASH | PERCENT | PLUS | MINUS | SHL | AMP | PIPE | CARET | DOTS | HALF_OPEN | EQ | NE | LE | GE | LT | IN | AND_AND | OR_OR) operand # binary
    | GT second=GT? operand                # greater
    | HAS label                            # has
    | IS LBRACE (fieldInit (COMMA | END))* RBRACE # is
    ;

operand: prefix* primary postfix*;
prefix: op=(MINUS | NOT | TILDE | TRY | TRYLOCK) SHARED?;

primary
    : INT UNIT?                                                                    # intLiteral
    | (YES | NO)                                                                   # boolLiteral
    | NONE                                                                         # noneLiteral
    | PERM                                                                         # permLiteral
    | TEXT                                                                         # textLiteral
    | LPAREN expression RPAREN UNIT?                                               # parenthesised
    | NEW type (LPAREN arguments? RPAREN | LBRACE (fieldInit (COMMA | END))* RBRACE) # new
    | ORIGINAL LPAREN arguments? RPAREN                                            # originalCall
    | name (LPAREN arguments? RPAREN)?                                             # nameOrCall
    ;

postfix
    : DOT label (LPAREN arguments? RPAREN)?    # memberOrMethod
    | LBRACKET expression RBRACKET             # index
    ;

fieldInit: label COLON expression;

type
    : LBRACKET expression RBRACKET plainType   # arrayType
    | plainType                                # otherType
    ;
plainType: label (LT type (COMMA type)* GT)? typeSuffix*;
typeSuffix: QUESTION | OR label;

// Three kinds of places for a name, each as wide as it can be while one token decides: an expression may begin with a `name`, a `fieldName`
// has a colon after it and words for storage before, and a `label` has a word of its own before it.
name: IDENT | UNIT | SET | NEEDS | ON | EVENT | EXTEND | RECORDED | FLAGS | OBJECT | RECORD | OPTION | PATCH | PROCESS | GUEST;
fieldName: IDENT | UNIT | SET | NEEDS | EVENT | EVENTS | EXTEND | RECORDED | FLAGS | OBJECT | RECORD | OPTION | PATCH | KERNEL | SETUP | THREAD | PROCESS | GUEST | LOCK | RELEASE;
label: IDENT | UNIT | SET | NEEDS | ON | EVENT | EVENTS | EXTEND | RECORDED | FLAGS | OBJECT | RECORD | OPTION | PATCH | KERNEL | SETUP | THREAD | PROCESS | GUEST | LOCK | RELEASE | METRIC;
